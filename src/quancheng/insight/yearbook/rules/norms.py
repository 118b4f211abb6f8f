"""What a government settles itself about its annual reports: dated, with source. Pure."""

from datetime import date

from quancheng.kernel.norms.definition import Mark, Norm, Shipped, Sort

SINCE = date(2019, 5, 15)  # Wednesday: the revised Regulation entered into force
APPROVAL, WHEN_NEEDED, ALWAYS = "yearbook.approval", "when_needed", "always"
NORMS = (
    Norm(
        code=APPROVAL, says="年度报告公布前的呈批", sort=Sort.CHOICE, law="《条例》第四十九条",
        choices=((WHEN_NEEDED, "需要时呈批；单位负责人、政务公开机构负责人也可以直接签发"),
                 (ALWAYS, "一律先呈批，批准后公布；不再直接签发")),
        shipped=(Shipped(SINCE, WHEN_NEEDED, "法律没有规定公布前由谁批准，暂定；由本级政府确定", Mark.D),),
    ),
)  # fmt: skip
