"""The rows a municipality begins with (RECORDS §3, default plan rows). None is in force before its nämnd has decided."""

from archiver.lifecycle.record import DRAWN_UP, INCOMING
from archiver.model import ItemKind
from archiver.records import Unsuitable
from archiver.retention.plan import Disposal, Material, PlanRow

DEFAULT_PLAN: tuple[PlanRow, ...] = (
    PlanRow("kontoregister", "Kontoregister, aktivitetsplaner och godkännanden", Material.REGISTER, Disposal.PRESERVE),
    PlanRow(
        "ogonblicksbilder",
        "Skärmdumpar och fångster av kontonas uppbyggnad och utseende",
        Material.CAPTURE,
        Disposal.PRESERVE,
    ),
    PlanRow(
        "unika-inlagg",
        "Egna inlägg som inte finns någon annanstans, bland dem krisinformation",
        Material.ITEM,
        Disposal.PRESERVE,
        kinds=(ItemKind.POST,),
        directions=(DRAWN_UP,),
    ),
    PlanRow("gallringsprotokoll", "Gallringsprotokoll", Material.REPORT, Disposal.PRESERVE),
    PlanRow(
        "dubblerade-inlagg",
        "Egna inlägg som upprepar det som bevaras på annat håll",
        Material.ITEM,
        Disposal.WEED,
        kinds=(ItemKind.POST,),
        directions=(DRAWN_UP,),
        by_hand=True,
    ),
    PlanRow(
        "ringa-kommentarer",
        "Kommentarer och inlägg från allmänheten av tillfällig eller ringa betydelse",
        Material.ITEM,
        Disposal.WEED,
        directions=(INCOMING,),
        quiet_months=6,
    ),
    PlanRow(
        "skrappost",
        "Skräppost och reklam från andra",
        Material.ITEM,
        Disposal.WEED,
        directions=(INCOMING,),
        unsuitable=(Unsuitable.COMMERCIAL,),
        quiet_months=1,
    ),
    PlanRow("statistik", "Besöksstatistik från plattformarna", Material.STATISTICS, Disposal.WEED),
    PlanRow(
        "arendehandlingar",
        "Handlingar som hör till ett ärende, är sekretessbelagda eller tagits bort av kommunen",
        Material.ITEM,
        Disposal.FOLLOW_CASE,
    ),
    PlanRow("inloggningsuppgifter", "Inloggningsuppgifter till kontona", Material.CREDENTIALS, Disposal.NEVER_ARCHIVED),
)
