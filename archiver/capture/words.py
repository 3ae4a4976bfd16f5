"""The words and selectors a visit goes by on any site, as tables: Swedish first, then English, in lower case.

A platform's own are added to these (`Platform.visiting`, `Platform.walls`). Patterns are JavaScript regular expressions with the
flags `iu`, run in the page (its `\\b` knows no å, ä, ö); the address patterns are Python's.
"""

CONSENT_NO_SELECTORS = (
    "#CybotCookiebotDialogBodyButtonDecline",
    "#CybotCookiebotDialogBodyLevelButtonLevelOptinDeclineAll",
    "#onetrust-reject-all-handler",
    ".ot-pc-refuse-all-handler",
    "#didomi-notice-disagree-button",
    ".didomi-continue-without-agreeing",
    "#truste-consent-required",
    ".qc-cmp2-summary-buttons button[mode='secondary'][aria-label*='disagree' i]",
    "#cookiescript_reject",
    "#axeptio_btn_dismiss",
    "#tarteaucitronAllDenied2",
    "#uc-btn-deny-banner",
    "[data-testid='uc-deny-all-button']",
    ".cky-btn-reject",
    ".cmplz-btn.cmplz-deny",
    ".cc-btn.cc-deny",
    ".cc-deny",
    ".iubenda-cs-reject-btn",
    ".osano-cm-denyAll",
    "#wt-cli-reject-btn",
    "#cookie_action_close_header_reject",
    ".moove-gdpr-infobar-reject-btn",
    ".klaro .cn-decline",
    "#ppms_cm_reject-all",
    "#hs-eu-decline-button",
    "#rejectAllMain",
    ".t-declineAllButton",
    "#ccc-reject-settings",
    "#ccc-notify-reject",
    ".coi-banner__lastpage[aria-label*='neka' i]",
    "#declineButton",
    ".fc-cta-do-not-consent",
    "button.sp_choice_type_13",
    "[data-cookiebanner='reject_button']",
    "[data-cookiebanner='accept_only_essential_button']",
    "[data-cookie-policy-reject]",
    "button[data-action='reject']",
    ".js-cookie-reject",
)

CONSENT_PLAIN = (
    "cookie",
    "kakor",
    "kaka",
    "samtycke",
    "consent",
    "eväste",
    "informasjonskaps",
    "samtykke",
    "einwilligung",
    "zustimmung",
    "datenschutz",
)
"""What only consent overlays speak of in so few words; the neighbours' languages too."""

CONSENT_SUBJECTS = (
    *CONSENT_PLAIN,
    "personuppgifter",
    "personal data",
    "integritet",
    "gdpr",
    "spårning",
    "tracking",
)

CONSENT_YES_PATTERNS = (
    r"^(ok|okej|okay|ja|javisst|jadå|japp|jag (förstår|godkänner|accepterar|samtycker)|förstått|uppfattat|det är ok|kör på)(?!\p{L})",
    r"^(godkänn|acceptera|tillåt|samtyck|bekräfta)",
    r"^(i )?(accept|agree|allow|understand|got it|understood|yes)\b",
    r"^(hyväksy|salli|selvä|ymmärrän|godta|aksepter|tillat|accepter|tillad|jeg (forstår|godtar)|alle(s)? akzeptieren|akzeptieren|zustimmen|einverstanden|verstanden)",
)

CONSENT_NO_PATTERNS = (
    r"^(avvisa|neka|avböj|avslå|förkasta)( alla| samtliga| allt| kakor| cookies| valfria| alla kakor| alla cookies| valfria cookies| valfria kakor)*$",
    r"^(reject|decline|deny|refuse|disagree)( all| optional| cookies| all cookies| optional cookies| non-essential| non-essential cookies)*$",
    r"^(tillåt|acceptera|godkänn|använd|endast|bara|spara)?( endast| bara)? ?(de )?nödvändiga( kakor| cookies)?$",
    r"(endast|bara|enbart) (de )?(nödvändiga|strikt nödvändiga|absolut nödvändiga|essentiella|tekniska)",
    r"(only|strictly) (the )?(strictly )?(necessary|essential|required)|(necessary|essential|required) (cookies )?only",
    r"(neka|avvisa|avböj) .{0,30}(kakor|cookies|alla|valfria)",
    r"(reject|decline|deny|refuse) .{0,30}(cookies|all|optional|non-essential)",
    r"^(jag )?(acceptera|godkänn|samtyck|instämm)(er|a)? (inte|ej)\b|^(i )?(do not|don't|don’t) (accept|agree|consent)\b",
    r"fortsätt utan att (godkänna|acceptera|samtycka)|continue without (accepting|agreeing|consent)",
    r"^(nej|nej tack|nej, tack|no|no thanks|no, thanks|jag godkänner inte|i do not (accept|agree|consent)|do not consent)$",
    r"^nej\b.{0,25}$|^(helst inte|jag avstår|avstå)(?!\p{L})",
    r"(avvis|afvis|avslå) alle|^(nei|avvis|afvis|avslå)(?!\p{L}).{0,20}$|^(bare|kun|tillat kun|tillad kun) (de )?nødvendige",
    r"^(hylkää|kiellä|estä|en hyväksy)(?!\p{L}).{0,25}$|(vain|ainoastaan) (välttämättömät|pakolliset|tarpeelliset)",
    r"^(alle |alles )?ablehnen$|^nein\b.{0,20}$|nur (notwendige|essenzielle|erforderliche|technisch)|ohne (zustimmung|einwilligung)",
    r"tout refuser|rechazar todo|rifiuta tutto|^odrzuć|alles weigeren",
)

CONSENT_SETTINGS_PATTERNS = (
    r"^(cookie|kak)?-? ?inställningar( för (kakor|cookies))?$",
    r"(hantera|anpassa|ändra|välj|visa) .{0,30}(kakor|cookies|inställningar|samtycke|val|alternativ|detaljer)",
    r"^(anpassa|hantera|fler alternativ|detaljer|mina val)$",
    r"^(muokkaa|asetukset|evästeasetukset|einstellungen|innstillinger|indstillinger|tilpass|tilpas)\b",
    r"(manage|customi[sz]e|change|choose) .{0,30}(cookies|settings|options|preferences|choices|consent)",
    r"^(settings|options|preferences|customi[sz]e|manage|more options|cookie settings|cookie preferences)$",
)

CONSENT_SAVE_PATTERNS = (
    r"^spara( och stäng| mina val| val| inställningar| valda)*$",
    r"(spara|bekräfta) .{0,20}(val|inställningar|urval)|tillåt (urval|valda)",
    r"^(tallenna|auswahl speichern|speichern|lagre valg|gem valg|tillad valgte)\b",
    r"(save|confirm|submit) .{0,20}(choices|settings|preferences|selection)|^allow selection$",
)

MORE_PATTERNS = (
    r"^(visa|läs|se|hämta|ladda|öppna) (in )?(\d+ )?(fler|flera|mer|mera|alla|tidigare|äldre|föregående|nästa|resten|hela|ytterligare)\b",
    r"^(visa|se|öppna|läs) (\d+ |alla \d+ )?(svar|kommentar|inlägg|replik)",
    r"^(fler|flera|tidigare|äldre|\d+ till|\d+ fler|\d+ tidigare) ?(svar|kommentarer|inlägg|…|\.\.\.)?$",
    r"^\d+ (svar|kommentar|kommentarer|replik|repliker)$",
    r"^(visa |se |show |view )?(alla )?\d+ (gömd|gömda|dold|dolda|hidden|collapsed)( \w+)?$",
    r"^(… ?|\.\.\. ?)?(mer|visa mer|läs mer|se mer|more|see more|show more|read more)( ?…| ?\.\.\.)?$",
    r"^(show|view|load|see|read|open|expand) (in )?(\d+ )?(more|all|older|earlier|previous|next|additional|full|the rest)\b",
    r"^(show|view|see|expand) (\d+ |all \d+ )?(repl|comment|post|thread)",
    r"^(more|older|earlier|previous|\d+ more|\d+ previous) ?(replies|comments|posts|results)?$",
    r"^\d+ (reply|replies|comment|comments)$",
    r"^(continue this thread|keep reading|fortsätt läsa)",
)

NEVER_PATTERNS = (
    r"\b(gilla\w*|like|likes|liked|reagera|react|dela|share|följ|follow|prenumerera|subscribe|gå med|join)\b",
    r"\b(publicera|skicka|posta|publish|post a|submit|send|kommentera|skriv|write|reply to|svara på)\b",
    r"\b(anmäl|rapportera|report|flag|blockera|block|ta bort|radera|delete|remove|redigera|edit|göm|dölj|hide|unhide)\b",
    r"\b(logga in|logga ut|log ?in|log ?out|sign ?in|sign ?out|sign ?up|registrera|skapa konto|create account)\b",
    r"\b(köp|buy|betala|pay|ladda ned|ladda ner|download|installera|install|open (in )?(the )?app)\b|öppna (i )?appen",
    r"\b(mindre|färre|less|fewer|stäng|close|avbryt|cancel|språk|languages?|översättning|translat\w+)\b",
)

LOGIN_WORDS = (
    "logga in",
    "log in",
    "login",
    "sign in",
    "sign up",
    "skapa konto",
    "skapa nytt konto",
    "create account",
    "create new account",
    "registrera dig",
    "join now",
    "gå med nu",
)

CLOSE_WORDS = (
    "stäng",
    "close",
    "dismiss",
    "inte nu",
    "not now",
    "avvisa",
    "×",
    "✕",
    "x",
    "avbryt",
    "cancel",
    "kanske senare",
)

LOGIN_URL_PATTERNS = (
    r"/(accounts/)?log-?in(\.php|\.aspx|\.html)?([/?#]|$)",
    r"/(sign-?in|signin|authwall|auth/login|uas/login|checkpoint|wp-login\.php|logga-in|inloggning|session/new|i/flow/login)([/?#]|$)",
    r"^https?://(login|signin|accounts|auth|idp)\.",
)

BLOCK_WORDS = (
    "verify you are human",
    "verifiera att du är en människa",
    "bekräfta att du är en människa",
    "jag är inte en robot",
    "i'm not a robot",
    "are you a robot",
    "unusual traffic",
    "ovanlig trafik",
    "misstänkt trafik",
    "access denied",
    "åtkomst nekad",
    "du har blivit blockerad",
    "you have been blocked",
    "too many requests",
    "för många förfrågningar",
    "checking your browser",
    "just a moment",
    "enable javascript and cookies to continue",
    "captcha",
)

LOGIN_HEADINGS = (
    r"^(vänligen )?logga in (för att (fortsätta|se|läsa|visa|komma)|på\b|med\b|till\b|$)",
    r"^du (måste|behöver) (först )?(logga in|vara inloggad|legitimera dig)(?! för att (kommentera|svara|skriva|gilla|delta))",
    r"^(legitimera dig|välj inloggningssätt|välj hur du vill logga in|inloggning$)",
    r"^(please )?(log|sign) ?in (to (continue|see|view|read)|with\b|$)",
    r"^you (must|need to) (log|sign) in(?! to (comment|reply|post|like))",
)
"""What a page that only lets people in opens its title or a heading with, as Python patterns. Such pages often have no field for a
password: BankID, the municipality's own log-in."""

PRIVATE_WORDS = (
    "kontot är privat",
    "profilen är privat",
    "account is private",
    "profile is private",
    "inläggen är skyddade",
    "posts are protected",
)

GONE_WORDS = (
    "sidan finns inte",
    "sidan kunde inte hittas",
    "sidan hittades inte",
    "sidan kan inte hittas",
    "sidan du söker finns inte",
    "sidan du letar efter finns inte",
    "sidan du sökte",
    "sidan saknas",
    "sidan har tagits bort",
    "inlägget finns inte",
    "inlägget har tagits bort",
    "profilen finns inte",
    "hittar inte sidan",
    "inte hitta sidan",
    "inte hitta det du",
    "hittar inte det du",
    "page cannot be found",
    "page could not be found",
    "page you are looking for",
    "page you requested",
    "can't find that page",
    "can't find the page",
    "page not found",
    "page isn't available",
    "page isn’t available",
    "page is not available",
    "page doesn't exist",
    "page doesn’t exist",
    "page does not exist",
    "account doesn't exist",
    "account doesn’t exist",
    "kontot finns inte",
    "kontot har tagits bort",
    "innehållet är inte tillgängligt",
    "sidan är inte tillgänglig",
    "content isn't available",
    "content isn’t available",
    "this account has been suspended",
    "404 not found",
    "seite nicht gefunden",
    "sivua ei löyt",
    "siden finnes ikke",
    "siden blev ikke fundet",
)

ERROR_WORDS = (
    "något gick fel",
    "ett fel har uppstått",
    "ett fel uppstod",
    "tekniskt fel",
    "internt serverfel",
    "tjänsten är inte tillgänglig",
    "tillfälligt otillgänglig",
    "stängd för underhåll",
    "pågår underhåll",
    "underhåll pågår",
    "snart tillbaka",
    "under maintenance",
    "scheduled maintenance",
    "be right back",
    "something went wrong",
    "an error occurred",
    "an error has occurred",
    "internal server error",
    "service unavailable",
    "bad gateway",
    "gateway timeout",
    "error establishing a database connection",
    "temporarily unavailable",
    "fatal error",
    "traceback (most recent call last)",
)

ITEM_GUESSES = ", ".join(
    (
        "article",
        "[role='article']",
        "[itemtype*='schema.org/Comment' i]",
        "[itemtype*='Posting' i]",
        "[itemprop='comment']",
        ".h-entry",
        ".h-cite",
        "[id^='comment-']",
        "li.comment",
        "[data-testid='tweet']",
        "[data-comment-id]",
        "[data-post-id]",
        ".comment",
        ".post",
    )
)
