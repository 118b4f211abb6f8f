"""Chapters about what all modules share, and about keeping the house."""

from quancheng.kernel.orgs.roles import AdminRole, Role
from quancheng.shells.workbench.handbook.chapter import AT_THE_OFFICE, Asked, Chapter, Part

MY_WORK = Chapter(
    code="my-work",
    url_name="workbench:my_work",
    lead="等您办的事都在这一页，越急越靠前；其他模块不用挨个去翻。",
    parts=(
        Part(
            "一天从这里开始",
            (
                "先看上面的数字：红的已超期，橙的将到，点开就是对应的清单。",
                "再看下面的清单，点一项直接办；办完它就从这里消失。",
            ),
        ),
        Part(
            "以哪个岗位办理",
            (
                "兼任几个岗位的，在右上角切换；记录上写的是当时的岗位。",
                "上方的框可以查遍各模块，按 / 键直接进入；输入编号直达那一件。",
                "代理别人的岗位，只在代理的起止日期之内有效，过期自动失效。",
            ),
        ),
    ),
    asked=(
        Asked(
            "要休假、要调走怎么办？",
            "请能管理本单位人员的同事设代理，或把在办事项逐件移交；有未移交的，不能离岗。",
        ),
    ),
)

AGENDA = Chapter(
    code="agenda",
    url_name="workbench:agenda",
    lead="本单位在办的全部事项，按清单看，或按月看。",
    parts=(
        Part(
            "怎么看",
            (
                "清单按时限排序，写着类别和状态；按月的一页标出哪天有事、哪天休息。",
                "时限按国务院办公厅放假通知计算，调休上班的日子算工作日。",
            ),
        ),
    ),
)

APPROVALS = Chapter(
    code="approvals",
    url_name="workbench:approvals",
    lead="呈批送的是岗位，批的是这一版文字：批准之后改一个字，就要重新呈批。",
    parts=(
        Part(
            "呈送",
            (
                "在草稿页点呈送，选好先后顺序；同一道里有几位的，都同意才往下走。",
                "领导习惯看纸的，下载呈批单打印；签批后扫描交回，由另一人照扫描件记入批示。",
                "送错了人可以改送，要改文字就撤回。",
            ),
        ),
        Part(
            "批示",
            (
                "等您批的在“呈批”里，手机上也能看全文。同意，或写明意见退回。",
                "同意之前要再次确认登录，防止别人借用没有退出的电脑。",
                "自己写的文字还在文稿里的，不能由自己批；页上会指出是哪几个字。",
            ),
        ),
    ),
    asked=(
        Asked("扫描件上的版本号对不上？", "说明签的不是现在这一版。请用现在的呈批单重新签批。"),
        Asked("代理人能批吗？", "能，仅限代理期内；记录上写明代谁批的。"),
    ),
    workflows=("approval",),
)

SEALS = Chapter(
    code="seals",
    url_name="workbench:seals",
    lead="谁保管哪枚印章、给哪份文件用了印，都有登记；拟稿的人不能用印，批准后改过字的文件盖不了章。",
    parts=(
        Part(
            "用印",
            (
                "待用印的文件列在“待用印”，由印章的保管岗位办理，办理前再次确认登录。",
                "实物印章：打印带用印位置的文件，盖章后扫描，登记盖章件。",
                "电子印章：直接在文件上盖章，下载的就是盖好章的文件。",
            ),
        ),
        Part(
            "验章",
            (
                "收到盖章的 pdf 或 OFD，上传到“验章”，逐个签章写明是谁盖的、盖后改没改过。",
                "核对不了的也会写明，例如证书链未知；验章只看不存。",
            ),
        ),
    ),
    asked=(Asked("保管人调走了怎么办？", "在印章页改由其他岗位保管；印章不再用的就停用，用过的登记都在。"),),
)

SITE = Chapter(
    code="site",
    url_name="workbench:site_tree",
    lead="网站上的页面由编辑写、另一人审；编辑自己不能公开。",
    parts=(
        Part(
            "写和改",
            (
                "从栏目里新建或打开页面，写好后保存并提交审核；没有写完的先保存草稿。",
                "提交以后又改了，就再提交一次，审的总是最后提交的那一版。",
            ),
        ),
    ),
)

RELEASING = Chapter(
    code="site-release",
    url_name="workbench:site_releases",
    lead="页面公开要两个人；撤下不用等。",
    parts=(
        Part(
            "审核和撤下",
            (
                "逐字看提交的版本，与公开中的版本对照，再公开，或写明理由退回。",
                "发现不妥，编辑或审核人都可以立即撤下，写明理由。",
            ),
        ),
    ),
)

TRANSFER = Chapter(
    code="transfer",
    url_name="workbench:transfer",
    lead="内网与外网之间只走签名的数据包，丢了、改了、顺序不对，都会写明。",
    parts=(
        Part(
            "看状态",
            (
                "页上写着最近一次发出和收到的时间、等待确认的和没有收到的。",
                "断过一段时间，或换过设备，用“全部重发”补齐；重复收到不会重复入库。",
            ),
        ),
    ),
)

ORGS = Chapter(
    code="orgs",
    url_name="workbench:orgs",
    lead="单位、岗位、人员都有起止日期：改名、合并、调动之后，过去的记录仍照当时的样子显示。",
    parts=(
        Part(
            "单位和岗位",
            (
                "新增、更名、调整隶属、合并，都写明从哪天起；合并前先移交在办事项。",
                "名册可以导出，改好再导入，逐行预览后确认。",
            ),
            AT_THE_OFFICE | {AdminRole.SYSTEM},
        ),
        Part(
            "账号",
            (
                "系统管理员登记人员并发初始密码，本人首次登录时必须更换。",
                "忘记密码、被锁定、换了手机，由安全管理员处理。",
                "系统、安全、审计三个管理员必须是三个人，都不办理业务。",
            ),
        ),
    ),
)

NORMS = Chapter(
    code="norms",
    url_name="workbench:norms",
    lead="系统里每一条带数字的规则都在这一页：现在是多少、从哪天起、出自哪里、核对到什么程度。",
    parts=(
        Part(
            "看懂标记",
            (
                "“已核对原文”是对照条文看过的；“据转述”“待核对”的，引用前请合法性审核人核对。",
                "“设计选择”是法律没有规定、系统先给的做法，本级政府可以另定。",
                "表格可以点开逐行看；别处设定的数字列在最后，点标题去那一页改。",
            ),
        ),
        Part(
            "录入本级数值",
            (
                "打开那一条，写数值、启用日期和出处；一人录入，另一位合法性审核人签署后才施行。",
                "签署之前可以撤回；已经施行的不能撤回，从以后的某一天起另录一条。",
            ),
            AT_THE_OFFICE | {Role.LEGAL_READER},
        ),
        Part(
            "签署",
            (
                "对照条文读过再签：签的是页上这一版文字，系统升级改了内容，就要重新签。",
                "表可以整张签，也可以逐行签；自己录入的不能自己签。",
                "第十四条至第十六条的答复，要等救济途径表和复议机关表签署之后才能发出。",
            ),
            frozenset({Role.LEGAL_READER}),
        ),
    ),
    asked=(Asked("发现签错了怎么办？", "在“来历”里撤回签署并写明理由，依赖它的文书随即停发，改好再签。"),),
)

AUDIT = Chapter(
    code="audit",
    url_name="workbench:audit",
    lead="谁在什么时候做了什么，一条接一条相连，改动任何一条都会被验出来。",
    parts=(
        Part(
            "查审计",
            (
                "按日期、人员、事件筛选；需要时导出，导出本身也会记一条。",
                "页首写着上一次校验的时间和结果。",
            ),
        ),
    ),
)

RETENTION = Chapter(
    code="retention",
    url_name="workbench:retention",
    lead="每类记录留多久、到期怎么处理，写明依据；诉讼、复议等需要保全的，先保全。",
    parts=(
        Part(
            "设期限和保全",
            (
                "期限从将来的一天起生效，写明依据；没有设定的按样例执行，页上会注明。",
                "保全优先于任何期限；解除之前不会清除。",
            ),
        ),
    ),
)

CALENDAR = Chapter(
    code="calendar",
    url_name="workbench:calendar",
    lead="所有时限都照这本日历计算。每年的放假安排公布后，由一人录入、另一人核对。",
    parts=(
        Part(
            "录入放假安排",
            (
                "上传或粘贴放假通知，系统读出休息和调休上班的日子，与原文逐一比较。",
                "确认之前会列出有多少时限因此变动。",
            ),
        ),
    ),
)

CHAPTERS = (
    MY_WORK, AGENDA, APPROVALS, SEALS, SITE, RELEASING, TRANSFER, NORMS, ORGS, AUDIT, RETENTION, CALENDAR,
)  # fmt: skip
