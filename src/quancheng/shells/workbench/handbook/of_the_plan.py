"""Chapters about the plan: rows, duties, orders, bulletins, commitments, evidence made public."""

from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench.handbook.chapter import AT_THE_OFFICE, AT_THE_UNIT, Asked, Chapter, Part

DUTIES = Chapter(
    code="duties",
    url_name="plan_desk:duties",
    lead="年度要点的每一行分解成任务，落到责任单位，就是责任事项。到没到、完没完成，从佐证看，不靠打勾。",
    parts=(
        Part(
            "签收和报送",
            (
                "打开“责任事项”，先办“待签收”的：点开一项，看要求和时限，签收后由本单位办理。",
                "办理中随时可以添加佐证：上传文件、填写网址（系统留存当日网页），或选用本系统里的记录。",
                "系统从记录里已经核到的，列在“系统已核到”一栏，勾选选用即可，不用另外上传。",
                "佐证齐了，写明办理情况，报送；由本单位负责人确认后才算完成。",
                "事项多时下载办理表填好再传，先预览、后报送；也可以勾选多项一起报送。",
            ),
            frozenset({Role.HANDLER, Role.HEAD}),
        ),
        Part(
            "确认或退回",
            (
                "待确认的事项在“我的工作”里。点开看佐证，再选负责人确认或负责人退回；退回要写明缺什么。",
                "佐证都看过的，可以勾选多项一起确认。",
            ),
            frozenset({Role.HEAD}),
        ),
        Part(
            "抽查、退回、改派",
            (
                "抽查核实在事项页上记一笔；佐证站不住的退回，网址失效又无法复核的标记无法核实。",
                "同意延期要写新的时限；责任变了就改派，原单位办过的记录都在。",
            ),
            AT_THE_OFFICE,
        ),
    ),
    asked=(
        Asked(
            "赶不上时限怎么办？",
            "到期之前在事项页申请延期并写明理由；同意后按新时限计算，原时限仍留在记录里。",
        ),
        Asked("不是本单位的事怎么办？", "先不要签收，联系政务公开机构改派；改派后时限不变。"),
        Asked("报送后发现错了？", "负责人确认之前可以撤回报送；确认之后请政务公开机构退回。"),
    ),
    workflows=("duty",),
)

PLANS = Chapter(
    code="plans",
    url_name="plan_desk:plans",
    lead="把年度要点的任务分工表放进来，系统逐行读出任务、单位和时限；读不准的地方标出来，由人核对。",
    parts=(
        Part(
            "从文件到责任事项",
            (
                "点“上传任务分工”，选 docx、xlsx、pdf 或网页文件；也可以以上年为底稿。",
                "逐行核对：有疑点的格子旁边写着疑在哪里，就地更正，或确认无误。",
                "与现行的版本比较，看清改了哪些字、影响哪些已下达的事项，再确认。",
                "对外公开的要点，由另一人复核后公开；公开前会列出将被看到的全部内容。",
                "逐行分解成任务，指定单位和时限，下达后各单位就能看到。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "看要点",
            ("要点页列出每一行的进展，点行号看任务和佐证。本单位承担的行在“责任事项”里办。",),
            AT_THE_UNIT | {Role.REVIEWER},
        ),
    ),
    asked=(
        Asked("同一份文件又传了一遍？", "不会重复。系统认得出是同一份；机构名录有变化时，可以重新识别单位。"),
        Asked(
            "修订要点后，已经办的怎么办？",
            "已完成的不动；时限、单位有变的随修订调整；取消的行写明理由，记录都留着。",
        ),
    ),
)

ORDERS = Chapter(
    code="orders",
    url_name="plan_desk:orders",
    lead="督办单有编号、有时限、有答复。起草人和签发人不能是同一个人。",
    parts=(
        Part(
            "发督办单",
            (
                "在逾期的事项上点“发督办单”，或在督办单页从逾期事项起草；同一单位的合成一份。",
                "写清要求和答复时限，由政务公开机构负责人签发，或者呈批；呈批的，批准后一字不改才能印发。",
                "印发时自动编号，责任单位立即收到；督办函可下载 docx 和 pdf。",
                "收到答复后核对：办结，或退回再办。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "答复督办单",
            (
                "收到后先签收；写明办理情况，附上佐证，存稿后由负责人报送。",
                "答复期限写在督办单上，要延长的由政务公开机构决定。",
            ),
            AT_THE_UNIT,
        ),
    ),
    asked=(
        Asked(
            "督办单发错了？",
            "由政务公开机构负责人撤销并写明理由，各责任单位同时收到通知；编号留着，不再用于别的督办单。",
        ),
    ),
    workflows=("order",),
)

BULLETINS = Chapter(
    code="bulletins",
    url_name="plan_desk:bulletins",
    lead="通报里的数字在起草时从记录取出，印发后固定不变，以后的变化不会改动它。",
    parts=(
        Part(
            "起草和印发",
            (
                "选好期间起草，系统带出各单位的数字；文字自己写，表格不用填。",
                "过了几天再印发的，先按今天的数据重新取数。",
                "签发，或呈批后印发；印发有误的，写明理由撤回。",
            ),
            AT_THE_OFFICE,
        ),
        Part("看通报", ("印发给本单位的通报在这里，点数字能看到它由哪些事项算出。",), AT_THE_UNIT),
    ),
)

COMMITMENTS = Chapter(
    code="commitments",
    url_name="plan_desk:commitments",
    lead="年度重点任务向社会公开承诺：任务、时限、责任人。每次调整都连同理由一起公开。",
    parts=(
        Part(
            "公开承诺清单",
            (
                "上传承诺清单，逐条核对后送审，由政务公开机构负责人公开。",
                "单位申请调整时限的，核实理由后调整；理由会写在公开页上。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "填报进展",
            (
                "每条承诺都可以随时填报进展和佐证；完成的，由负责人确认完成。",
                "确实赶不上的，在到期之前申请调整时限，写明能公开的理由。",
            ),
            AT_THE_UNIT,
        ),
    ),
    workflows=("commitment",),
)

RELEASES = Chapter(
    code="releases",
    url_name="plan_desk:releases",
    lead="佐证默认不公开。公开一份佐证要两个人：一人提议，另一人作保密审查。",
    parts=(
        Part(
            "提议和审查",
            (
                "在事项的佐证旁点“提议公开”，写明公开后叫什么。",
                "另一人打开原件，作保密审查，看有没有个人信息，再公开或不同意公开。",
                "公开后发现不妥的，任何一人都可以立即撤下，不用等审批。",
            ),
        ),
    ),
    asked=(
        Asked(
            "文件里有个人信息？", "不要公开原件。用“区分处理”遮去以后，遮好的一份成为新的佐证，可以提议公开。"
        ),
    ),
)

REDACTIONS = Chapter(
    code="redactions",
    url_name="workbench:redactions",
    lead="文件里有不能公开的内容，先遮盖再公开。每一处遮盖都有依据；遮好的文件由系统逐处核对，遮去的内容确实不在了才生成。",
    parts=(
        Part(
            "遮盖",
            (
                "从佐证旁的“区分处理”进入，在页面上画框，或者按词语查找后全部遮盖，每处选好依据。",
                "身份证号、电话、银行卡号会列出来供选用；同样的内容在别处还露着的，提交前会提醒。",
            ),
            AT_THE_UNIT | AT_THE_OFFICE,
        ),
        Part(
            "由另一人完成",
            ("遮盖的人不能自己完成；另一人逐页看过、看了核对结果，再生成公开用的文件。原件不改动、不公开。",),
            AT_THE_UNIT | AT_THE_OFFICE,
        ),
    ),
)

CHAPTERS = (DUTIES, PLANS, ORDERS, BULLETINS, COMMITMENTS, RELEASES, REDACTIONS)
