"""The consent overlays that Swedish readers meet, in the markup their makers document: each is answered no and is gone.

`NO` and `YES` stand for what the buttons do, `MORE` for opening the second layer (`#two`), `SHADOW` for a host whose root
holds the rest of the markup.
"""

import time
from dataclasses import dataclass

from archiver.capture.browser import Browser, Look
from archiver.capture.consent import NO, clear, refuse
from archiver.capture.gate import Gate
from archiver.capture.guard import Allowed
from archiver.capture.tab import Tab
from archiver.platforms.platform import Visiting
from tests.archiver.capture.site import Site

LOW = "style='position:fixed;left:0;right:0;bottom:0;background:#fff;padding:20px'"
MIDDLE = "style='position:fixed;inset:150px 300px;background:#fff'"
SAYS = "Vi använder kakor (cookies) och behandlar personuppgifter."
KINDS = {
    "Cookiebot": f"<div id=CybotCookiebotDialog role=dialog name=CybotCookiebotDialog {LOW}><div id=CybotCookiebotDialogBodyContentText>{SAYS}</div><div id=CybotCookiebotDialogBodyButtons><button id=CybotCookiebotDialogBodyLevelButtonLevelOptinAllowAll YES>Tillåt alla</button><button id=CybotCookiebotDialogBodyLevelButtonCustomize MORE>Anpassa</button><button id=CybotCookiebotDialogBodyButtonDecline NO>Neka</button></div></div>",
    "OneTrust": f"<div id=onetrust-consent-sdk><div class=onetrust-pc-dark-filter style='position:fixed;inset:0'></div><div id=onetrust-banner-sdk role=alertdialog {LOW}><div id=onetrust-policy-text>{SAYS}</div><button id=onetrust-pc-btn-handler MORE>Inställningar för cookies</button><button id=onetrust-reject-all-handler NO>Avvisa alla</button><button id=onetrust-accept-btn-handler YES>Acceptera alla cookies</button></div></div>",
    "OneTrust, no in its second layer": f"<div id=onetrust-consent-sdk><div id=onetrust-banner-sdk role=alertdialog {LOW}>{SAYS}<button id=onetrust-pc-btn-handler MORE>Inställningar för cookies</button><button id=onetrust-accept-btn-handler YES>Acceptera alla cookies</button></div><div id=two hidden role=alertdialog aria-modal=true {MIDDLE}>Om cookies<button class=ot-pc-refuse-all-handler NO>Avvisa alla</button><button class=save-preference-btn-handler NO>Bekräfta mina val</button></div></div>",
    "Usercentrics": f"SHADOW<div data-testid=uc-default-wall role=dialog {MIDDLE}>{SAYS}<button data-testid=uc-more-button MORE>Fler alternativ</button><button data-testid=uc-deny-all-button NO>Neka</button><button data-testid=uc-accept-all-button YES>Acceptera alla</button></div>",
    "Usercentrics 3": f"SHADOW<dialog id=uc-main-dialog open {MIDDLE}>{SAYS}<button id=more data-action-type=more class='uc-more-button' MORE>Inställningar</button><button id=deny data-action-type=deny class='deny uc-deny-button' NO>Avvisa</button><button id=accept data-action-type=accept class='accept uc-accept-button' YES>Godkänn alla</button></dialog>",
    "Didomi": f"<div id=didomi-host><div id=didomi-notice class=didomi-regular-notice role=region {LOW}><div id=didomi-notice-text>{SAYS}</div><button id=didomi-notice-learn-more-button MORE>Läs mer →</button><button id=didomi-notice-disagree-button NO><span>Godkänn inte</span></button><button id=didomi-notice-agree-button YES><span>Godkänn och stäng</span></button></div></div>",
    "Didomi, without agreeing": f"<div id=didomi-popup class=didomi-popup-backdrop style='position:fixed;inset:0;background:#0008'><div class=didomi-popup-container role=dialog {MIDDLE}><span class=didomi-continue-without-agreeing role=button tabindex=0 NO>Fortsätt utan att acceptera →</span>{SAYS}<button id=didomi-notice-agree-button YES>Acceptera</button></div></div>",
    "Quantcast": f"<div id=qc-cmp2-container class=qc-cmp2-container style='position:fixed;inset:0'><div id=qc-cmp2-ui role=dialog aria-modal=true {MIDDLE}><div class=qc-cmp2-consent-info>{SAYS}</div><div class=qc-cmp2-summary-buttons><button mode=secondary size=large NO>ACCEPTERA INTE</button><button mode=primary size=large YES>ACCEPTERA</button></div></div></div>",
    "Quantcast, no in its second layer": f"<div id=qc-cmp2-container style='position:fixed;inset:0'><div id=qc-cmp2-ui role=dialog {MIDDLE}>{SAYS}<div class=qc-cmp2-summary-buttons><button mode=secondary MORE>FLER ALTERNATIV</button><button mode=primary YES>JAG GODKÄNNER</button></div><div id=two hidden><div class=qc-cmp2-header-links><button mode=link NO>AVVISA ALLA</button><button mode=link YES>GODKÄNN ALLA</button></div><button mode=primary NO>SPARA &amp; AVSLUTA</button></div></div></div>",
    "Klaro": f"<div id=klaro><div class=klaro><div class='cookie-notice' {LOW}><div class=cn-body><p>{SAYS}</p><div class=cn-ok><a class='cm-link cn-learn-more' href='#' MORE>Läs mer</a><div class=cn-buttons><button type=button class='cm-btn cm-btn-danger cn-decline' NO>Avböj</button><button type=button class='cm-btn cm-btn-success' YES>Det är ok</button></div></div></div></div></div></div>",
    "CookieYes": f"<div class='cky-consent-container cky-box-bottom-left' {LOW}><div class=cky-consent-bar data-cky-tag=notice><div class=cky-notice>{SAYS}</div><div class=cky-notice-btn-wrapper><button class='cky-btn cky-btn-customize' MORE>Anpassa</button><button class='cky-btn cky-btn-reject' NO>Avvisa</button><button class='cky-btn cky-btn-accept' YES>Acceptera</button></div></div></div>",
    "Complianz": f"<div id=cmplz-cookiebanner-container><div class='cmplz-cookiebanner optin' role=dialog aria-modal=true {LOW}><div class=cmplz-message>{SAYS}</div><div class=cmplz-buttons><button class='cmplz-btn cmplz-accept' YES>Acceptera</button><button class='cmplz-btn cmplz-deny' NO>Neka</button><button class='cmplz-btn cmplz-view-preferences' MORE>Visa inställningar</button></div></div></div>",
    "Facebook": f"<div role=dialog aria-label='Tillåt användningen av cookies från Facebook?' data-testid=cookie-policy-manage-dialog {MIDDLE}><h2>Vill du tillåta användningen av cookies från Facebook i den här webbläsaren?</h2><div aria-disabled=true role=button style='display:none'>Avvisa valfria cookies</div><div aria-label='Tillåt alla cookies' role=button tabindex=0 YES><span>Tillåt alla cookies</span></div><div aria-label='Avvisa valfria cookies' role=button tabindex=0 NO><span>Avvisa valfria cookies</span></div></div>",
    "Instagram": f"<div role=dialog {MIDDLE}><h2>Vill du tillåta användningen av cookies från Instagram i den här webbläsaren?</h2><button class='_a9-- _ap36 _a9_0' tabindex=0 YES>Tillåt alla cookies</button><button class='_a9-- _ap36 _a9_1' tabindex=0 NO>Avböj valfria cookies</button></div>",
    "Google": f"<div aria-modal=true role=dialog {MIDDLE}><h1>Innan du fortsätter till Google</h1><p>Vi använder cookies och data för att</p><div><button MORE><div role=none>Fler alternativ</div></button><button id=W0wltc NO><div role=none>Avvisa alla</div></button><button id=L2AGLb YES><div role=none>Godkänn alla</div></button></div></div>",
    "YouTube": f"<ytd-consent-bump-v2-lightbox><tp-yt-paper-dialog role=dialog {MIDDLE}><h1>Innan du fortsätter till YouTube</h1>Vi använder cookies<button aria-label='Neka användningen av cookies och annan data för de ändamål som beskrivs' NO><span>Avvisa alla</span></button><button aria-label='Godkänn användningen av cookies och annan data för de ändamål som beskrivs' YES><span>Godkänn alla</span></button></tp-yt-paper-dialog></ytd-consent-bump-v2-lightbox>",
    "TikTok": f"SHADOW<div class='tiktok-cookie-banner tiktok-cookie-banner-vertical' {LOW}><div class=left-wrapper><span>Vill du tillåta cookies från TikTok i den här webbläsaren?</span></div><div class=button-wrapper><button NO>Avvisa valfria cookies</button><button YES>Tillåt alla cookies</button></div></div>",
    "LinkedIn": f"<div id=artdeco-global-alert-container><div class='artdeco-global-alert artdeco-global-alert--NOTICE' role=alert {LOW}><p>LinkedIn och tredje parter använder nödvändiga och icke-nödvändiga cookies.</p><button action-type=ACCEPT data-control-name=ga-cookie.consent.accept.v4 YES>Acceptera</button><button action-type=DENY data-control-name=ga-cookie.consent.deny.v4 NO>Avvisa</button></div></div>",
    "X": f"<div data-testid=BottomBar {LOW}><span>Vad sägs om några cookies? X och våra partner använder cookies.</span><button role=button type=button YES><span>Acceptera alla cookies</span></button><button role=button type=button NO><span>Avvisa icke-nödvändiga cookies</span></button></div>",
    "Sourcepoint, no in its second layer": f"<div id=sp_message_container_1 style='position:fixed;inset:0'><div class='message type-modal' role=dialog aria-modal=true {MIDDLE}>{SAYS}<button title='Godkänn alla' class='message-component message-button sp_choice_type_11' YES>Godkänn alla</button><button title=Inställningar class='message-component message-button sp_choice_type_12' MORE>Inställningar</button><div id=two hidden><button class='message-component sp_choice_type_REJECT_ALL' NO>Avvisa alla</button><button class='message-component sp_choice_type_SAVE_AND_EXIT' NO>Spara och stäng</button></div></div></div>",
    "Complianz in English": f"<div class='cmplz-cookiebanner' role=dialog {LOW}>We use cookies to optimise our website.<button class='cmplz-btn cmplz-accept' YES>Accept</button><button class='cmplz-btn cmplz-deny' NO>Functional only</button></div>",
    "Cookie Information": f"<div id=coiOverlay role=dialog class=coi-banner__wrapper {MIDDLE}>{SAYS}<button class='coi-banner__accept' aria-label='Acceptera alla' YES>Acceptera alla</button><button id=coi-banner-decline class='coi-banner__lastpage' aria-label='Neka alla' NO>Neka alla</button></div>",
    "Own words in Swedish": f"<div {LOW}><h2>Får vi bjuda på en kaka?</h2><button YES>Javisst!</button><button NO>Helst inte</button></div>",
    "Own words in Finnish": f"<div {LOW}>Käytämme evästeitä.<button YES>Salli evästeet</button><button NO>Kiellä</button></div>",
    "Own words in German": f"<div {LOW}>Datenschutz: mit Ihrer Einwilligung verwenden wir Dienste Dritter.<button YES>Alle akzeptieren</button><button NO>Nur essenzielle</button></div>",
    "Own words in Norwegian": f"<div {LOW}>Vi bruker informasjonskapsler.<button YES>Godta alle</button><button NO>Avslå alle</button></div>",
    "Above the page, without a name": "<div style='position:absolute;inset:0 0 auto 0;background:#fff'>Vi använder kakor.<button YES>Jag förstår</button><button NO>Nej tack</button></div>",
}  # fmt: skip
WALLS = {
    "absolute": "<div style='position:absolute;inset:400px 0 auto 0;background:#fff'>Vi använder kakor för att webbplatsen ska fungera.<button YES>Jag förstår</button></div>",
    "longer than the page": f"<div role=dialog {MIDDLE}>{SAYS}{'Läs detta. ' * 90}<button YES>Uppfattat</button></div>",
}  # fmt: skip
"""Overlays without a no: they are hidden."""

PAGE = """<!doctype html><html lang=sv><meta charset=utf-8><title>obesvarad</title><h1>Kommunen</h1>
<article id=a>Ett inlägg</article><article id=b>Ett inlägg till om badhuset</article><div id=k></div><script>
const say = (word) => { document.title = document.title === "obesvarad" ? word : document.title + "," + word; k.remove() };
const act = { YES: () => say("ja"), NO: () => say("nej"), MORE: () => { const two = (k.shadowRoot || document).querySelector("#two"); if (two) two.hidden = false } };
let markup = MARKUP, root = k;
if (markup.startsWith("SHADOW")) { root = k.attachShadow({ mode: "open" }); markup = markup.slice(6) }
root.innerHTML = markup;
for (const one of root.querySelectorAll("[data-act]")) one.onclick = (event) => { event.preventDefault(); act[one.dataset.act]() };
</script>"""


@dataclass(frozen=True)
class Answer:
    """What the overlay was told, what the capture says of it, and whether it still lies over the page."""

    told: str
    said: str
    covered: bool


def test_each_kind_is_told_no_and_is_gone(browser: Browser, site: Site) -> None:
    for number, markup in enumerate(KINDS.values()):
        for word in ("YES", "NO", "MORE"):
            markup = markup.replace(f" {word}>", f" data-act={word}>")
        site.page(f"/{number}", PAGE.replace("MARKUP", repr(markup)))
    answers = browser.run(_answers(browser, site), 120.0)
    wrong = {kind: one for kind, one in zip(KINDS, answers, strict=True) if one != Answer("nej", NO, False)}
    assert wrong == {}


def test_overlay_without_a_no_is_hidden_and_a_fixed_menu_is_not(browser: Browser, site: Site) -> None:
    menu = "<header style='position:fixed;inset:440px 0 auto 0'><nav><a href=/p>Personuppgifter</a></nav></header>"
    for number, markup in enumerate((*WALLS.values(), menu)):
        site.page(f"/{number}", PAGE.replace("MARKUP", repr(markup.replace(" YES>", " data-act=YES>"))))
    answers = browser.run(_answers(browser, site, len(WALLS) + 1), 60.0)
    assert [one.covered for one in answers] == [False] * len(WALLS) + [True]
    assert {one.told for one in answers} == {"obesvarad"}


async def _answers(browser: Browser, site: Site, count: int = len(KINDS)) -> list[Answer]:
    gate = Gate(Allowed((f"127.0.0.1:{site.port}",)), 10_000_000)
    await gate.open()
    found = []
    async with browser.context(Look(gate.address, (1280, 900), "sv-SE", "Europe/Stockholm")) as context:
        page = await context.new_page()
        tab = Tab(page, await context.new_cdp_session(page), site.url("/"), time.monotonic() + 100, 100)
        tab.listen()
        for number in range(count):
            await page.goto(site.url(f"/{number}"))
            said = await refuse(tab, Visiting())
            await clear(tab)
            there = "document.elementsFromPoint(640, 450).concat(document.elementsFromPoint(640, 880)).some((e) => e.closest('#k'))"
            found.append(Answer(await page.title(), said, await page.evaluate(there)))
    await gate.close()
    return found
