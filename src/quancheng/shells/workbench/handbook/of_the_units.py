"""Chapters about the daily work of office and units: notices, meetings, messages, inspections, scores."""

from quancheng.kernel.orgs.roles import Role
from quancheng.shells.workbench.handbook.chapter import (
    AT_THE_OFFICE,
    AT_THE_UNIT,
    HEADS,
    Asked,
    Chapter,
    Part,
)

NOTICES = Chapter(
    code="notices",
    url_name="groundwork_desk:notices",
    lead="通知要签收，收表要填报。谁签了、谁填了、谁还没有，一张名单看清，不用挨个打电话。",
    parts=(
        Part(
            "签收和填报",
            (
                "新通知在“我的工作”里；打开、看完、签收。签收只表示收到，不表示办完。",
                "收表可以在网页上填，也可以下载空表填好再传；读不懂的格子写明第几行、哪一列、怎么改。",
                "填好报送，由本单位负责人确认并上报；上报之前，发起单位看不到表里的内容。",
                "被退回的，理由写在表的上方；改过以后重新报送。",
            ),
        ),
        Part(
            "发通知、收表",
            (
                "写通知，或发起收表：选好单位，写明哪天前签收、哪天前报送；表样逐列设定。",
                "草稿由负责人发出；发出的人不能是最后改稿的人。",
                "名单里没签收、没报送的，可以一次催办。",
                "报上来的表逐张审核；通过的自动汇总，可按层级汇总和导出。",
            ),
            AT_THE_OFFICE | {Role.HEAD},
        ),
    ),
    asked=(
        Asked(
            "填到一半表样改了怎么办？",
            "填过的内容会带到新表样上，只需补上新增的列；用旧表样填的文件传上来，会写明差在哪里。",
        ),
        Asked("赶不上报送？", "在表页申请延期并写明理由，由发起单位决定。"),
        Asked("不归本单位？", "写明理由移交其他单位，时限不变。"),
    ),
    workflows=("groundwork.notice", "groundwork.table"),
)

GATHERINGS = Chapter(
    code="gatherings",
    url_name="groundwork_desk:gatherings",
    lead="专题会议、业务培训、议事协调机制，从筹备、签到到纪要都在一处；经确认的才计入年度任务。",
    parts=(
        Part(
            "开一次会、办一次培训",
            (
                "登记会议或培训：日期、召集人、议程；会前会后登记都可以。",
                "签到三种办法：逐人登记、上传签到表、开启签到码由参会人扫码。",
                "会后上传纪要和材料，报送已举行；由没有经手的负责人确认。",
            ),
            AT_THE_UNIT | AT_THE_OFFICE,
        ),
        Part(
            "议事协调机制",
            (
                "登记机制：牵头单位、成员单位、依据和起止日期。",
                "会议议定的事项自动列出，到期提醒责任单位，有了结果再销号。",
            ),
            AT_THE_OFFICE,
        ),
    ),
    asked=(Asked("签到名单能导出吗？", "可以，导出会记入审计；姓名按留存期限到期清除。"),),
    workflows=("gathering",),
)

REQUESTS = Chapter(
    code="requests",
    url_name="disclosure_desk:requests",
    lead="每件申请从收到之日起算20个工作日，只有送达答复，或者依法终结，才算了结。期限怎么来的，每一步都写在页面上。",
    parts=(
        Part(
            "收到和登记",
            (
                "网上、传真、电子邮件和平信来的申请，与申请人确认以后才有收到日期，最迟下一个工作日确认。",
                "当面提交和需签收的邮寄，登记当天即收到；收发室签收就算签收。不得要求说明用途。",
                "申请人的姓名和证件默认遮住，确需查看时再看，查看一次记一次。",
            ),
            frozenset({Role.HANDLER, Role.OPENNESS_OFFICE}),
        ),
        Part(
            "补正、征求意见",
            (
                "内容不明确的，7个工作日内告知补正，只能一次；告知书送达后登记日期，收到补正后20个工作日重新计算。",
                "涉及第三方的书面征求意见，所需时间不计入答复期限；没有签收日期，对方的15个工作日不起算。",
                "第三方逾期不回复，由本机关自己决定；共同制作机关逾期不回复，视为同意公开。",
            ),
            frozenset({Role.HANDLER, Role.OPENNESS_OFFICE}),
        ),
        Part(
            "拟定和送达答复",
            (
                "先分项，再逐项从“补不补”问到“给不给”，选定依据并写明必须写明的内容。",
                "救济途径由依据得出，不由年报行次得出；依据第十四条至第十六条的，须合法性审核人先签署规则表。",
                "签发以后登记送达：直接送达以签收之日为准，邮寄以交邮之日为准，须交邮政企业。",
            ),
            frozenset({Role.HANDLER, Role.OPENNESS_OFFICE}),
        ),
        Part(
            "审核、保密审查和签发",
            ("拟稿人不审核、不签发自己的答复书；审核以后规则或者事项有变动的，退回重新提交。",),
            frozenset({Role.REVIEWER, *HEADS}),
        ),
        Part("延期", ("确需延长的，由负责人在期限届满前决定，最多20个工作日，同一期限内只能一次。",), HEADS),
        Part(
            "督促和移交",
            ("看得到本级各机关的申请和期限，可以督促办理；机构调整的，把未办结的申请移交承接机关。",),
            AT_THE_OFFICE,
        ),
    ),
    workflows=("disclosure", "consultation"),
)

MESSAGES = Chapter(
    code="messages",
    url_name="mailbox_desk:messages",
    lead="每件留言都有编号和答复期限，只有答复了，或写明理由不予办理，才算了结。",
    parts=(
        Part(
            "受理和转办",
            (
                "收到留言先分类：由本机构办理，或转给承办单位；类别决定答复期限。",
                "转错了可以改由其他单位办理；期限从收到之日起算，不因转办重来。",
                "多人关心的，拟写选登，隐去个人信息，由另一人审核后公开。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "起草答复",
            (
                "打开留言，先看期限怎么算的，再写答复并提交；不归本单位的，退回受理机构。",
                "联系方式默认遮住，确需联系时再查看，查看一次记一次。投诉举报人的信息不对承办单位显示。",
            ),
            frozenset({Role.HANDLER, Role.OPENNESS_OFFICE}),
        ),
        Part(
            "审核答复",
            ("看答复是否回应了所问，再审核通过并答复，或退回修改；自己起草的不能自己审。",),
            HEADS,
        ),
    ),
    workflows=("message",),
)

INSPECTIONS = Chapter(
    code="inspections",
    url_name="inspections_desk:inspections",
    lead="上级的检查指标表放进来，系统里已有的材料自动找出来，缺的布置给单位，最后导出一份材料包。",
    parts=(
        Part(
            "从指标表到材料包",
            (
                "导入指标表，合并的单元格、跨页的表都能读；有疑点的逐一核对，由另一人确认。",
                "逐项看系统找到的材料，采用或不采用；旁边写着是凭哪些字词找到的。",
                "缺的作为迎检任务下达给单位，写明报送期限；报来的逐件验收。",
                "导出材料包：按指标编号分文件夹，带目录和每个文件的摘要值，可供事后核对。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "办迎检任务",
            (
                "签收后添加材料：本系统的记录、文件或网址；够了就报送材料。",
                "被退回的，看清缺什么，补上再报。",
            ),
            AT_THE_UNIT,
        ),
    ),
    asked=(Asked("指标表后来改了？", "导入修订后的指标表；没有变化的指标，材料原样保留。"),),
    workflows=("inspection_task",),
)

SCORES = Chapter(
    code="scores",
    url_name="scorecards_desk:matrix",
    lead="得分全部由记录算出，每一分都能点开看到凭哪条记录；粉丝量、阅读量、点赞量不计分。",
    parts=(
        Part(
            "定指标、出结果",
            (
                "拟定考核指标：权重、取数、依据；由另一人确认后固定，要改就另起新版。",
                "到期固化结果。固化之后，记录再变也不改这一期的得分。",
                "申诉成立的，更正写在原分旁边，原分不抹去。",
                "通报、表扬、提醒等函件从结果里起草，由负责人签发并编号。",
            ),
            AT_THE_OFFICE,
        ),
        Part(
            "看得分、提申诉",
            (
                "打开本单位的得分，逐项点开看凭哪些记录；有出入的，先补记录。",
                "结果固化后仍有异议的，在规定的工作日内提出申诉，由没有经手评分的人处理。",
            ),
            AT_THE_UNIT,
        ),
    ),
    workflows=("score_appeal", "score_letter"),
)

YEARBOOK = Chapter(
    code="yearbook",
    url_name="yearbook_desk:board",
    lead="表格按记录统计，点开数字能看到是哪些申请；勾稽关系不平，不能送审、不能签发。",
    parts=(
        Part(
            "编制本单位的年度报告",
            (
                "先导入上年报告（docx、xlsx、csv、html、pdf都可以），“上年结转”按列与它核对；平台签发过的不用导入。",
                "点“编制”生成草稿：有记录的格子自动统计，没有记录的在“录入”里填写并写明来源，格子右上角有橙色角标。",
                "核对一栏逐条写明哪一行、哪一列、两边各是多少；全部平了才能送审。",
                "文字里双花括号的数据与表格一致，改表以后随之更新，并标出原来的数。",
            ),
            AT_THE_UNIT | AT_THE_OFFICE,
        ),
        Part(
            "签发和更正",
            (
                "由没有编制、没有送审的负责人签发；签发后立即在门户公布，可下载docx、pdf、xlsx、html、json。",
                "公布后发现有误，再编制一版：内容从上一版带入，签发后替换上一版。",
                "确需撤下的，写明理由撤回。",
            ),
            HEADS,
        ),
        Part(
            "汇总本级政府的报告",
            (
                "一屏看各单位编到哪一步、有几处不平；法定期限和内部时限都有倒计时。",
                "点“汇总”把各单位和下级政府已公布的报告逐格相加，缺哪些单位列在右侧。",
                "单位更新报告以后重新汇总；汇总表不能直接改数。",
            ),
            AT_THE_OFFICE,
        ),
    ),
    asked=(
        Asked(
            "本单位不在平台上办理申请，怎么编？",
            "在“录入”里填写第三部分，并写明来源，如纸质台账；其余与别的单位一样。",
        ),
        Asked(
            "上年的报告本身不平怎么办？",
            "照样导入，导入后会列出不平的地方；今年的“上年结转”以上年公布的为准，逐列一致。",
        ),
    ),
)

CHAPTERS = (NOTICES, GATHERINGS, REQUESTS, MESSAGES, INSPECTIONS, SCORES, YEARBOOK)
