"""The headings and the units of the model plan. Units are facts: the names that the city itself uses."""

from quancheng.shells.demo.model_plan.row import Heading

_FIELDS = "一、重点领域公开"
GROWTH = Heading(_FIELDS, "（一）促进发展")
GOVERNANCE = Heading(_FIELDS, "（二）改进治理")
LIVELIHOOD = Heading(_FIELDS, "（三）增进民生")
OVERSIGHT = Heading(_FIELDS, "（四）阳光监管")

_POLICIES = "二、政策服务"
PUBLISHING = Heading(_POLICIES, "（五）政策发布")
EXPLAINING = Heading(_POLICIES, "（六）政策解读")

_TALKING = "三、互动交流"
TAKING_PART = Heading(_TALKING, "（七）参与政策制定")
EXCHANGE = Heading(_TALKING, "（八）回应与承诺")

_ON_REQUEST = "四、依申请公开"
REQUESTS = Heading(_ON_REQUEST, "（九）规范办理")
REQUESTS_ONLINE = Heading(_ON_REQUEST, "（十）数字化管理")

_PLATFORMS = "五、公开平台"
FIRST_PLATFORM = Heading(_PLATFORMS, "（十一）门户网站")
SITES = Heading(_PLATFORMS, "（十二）网站与新媒体监管")
INSTITUTIONS = Heading(_PLATFORMS, "（十三）公共企事业单位")
ZONES = Heading(_PLATFORMS, "（十四）政务公开专区")

_GROUND = "六、工作基础"
LEADERSHIP = Heading(_GROUND, "（十五）组织和培训")
STANDARDS = Heading(_GROUND, "（十六）目录和案例")
ASSESSMENT = Heading(_GROUND, "（十七）督导和宣传")

DISTRICTS = "各区县政府"
ALL_DEPARTMENTS = "市政府各部门（单位）"
SOME_DEPARTMENTS = "市政府有关部门（单位）"
OFFICE = "市政府办公厅"
REFORM = "市发展改革委"
PRIVATE_ECONOMY = "市民营经济局"
ENVIRONMENT = "市生态环境局"
ENVIRONMENT_AND_OTHERS = "市生态环境局等有关部门（单位）"
HOUSING = "市住房城乡建设局"
COMMERCE = "市商务局"
SPORT = "市体育局"
CITY_MANAGEMENT = "市城管局"
AGRICULTURE_AND_OTHERS = "市农业农村局等有关部门（单位）"
LABOUR = "市人力资源社会保障局"
CULTURE = "市文化和旅游局"
HEALTH = "市卫生健康委"
EDUCATION = "市教育局"
CIVIL_AFFAIRS = "市民政局"
FINANCE = "市财政局"
RESOURCES_CENTRE = "济南公共资源交易中心"
TRANSPORT = "市交通运输局"
WATER = "市水务局"
DATA = "市大数据局"
APPROVAL = "市行政审批服务局"
