"""The story of the demonstration, step by step: from an empty archive to a checked one with a registrar's bundle.

Like any command it changes things only by performing jobs; what it reads afterwards it compares with the town's truth.
"""

from archiver.text import Text
from cli.commands.demo_capture import first_capture, second_capture
from cli.commands.demo_enrolment import enrolment, staff
from cli.commands.demo_judgement import bundle, checked, decisions, proposals
from cli.commands.demo_play import Step

STORY: tuple[Step, ...] = (
    Step(
        Text("Människorna", "The people"),
        Text(
            "Vem som får göra vad följer riktlinjens roller. Den som inte har rätten får nej, var hen än försöker.",
            "Who may do what follows the guideline's roles.",
        ),
        staff,
    ),
    Step(
        Text("Kontoregistret", "The register of accounts"),
        Text(
            "Inget konto fångas förrän det har en aktivitetsplan och två personers godkännande.",
            "No account is captured before it has an activity plan and two people's approval.",
        ),
        enrolment,
    ),
    Step(
        Text("Första fångsten", "The first capture"),
        Text(
            "Varje konto besöks som en besökare ser det: nej till kakor, allt rullas fram, alla svar öppnas.",
            "Each account is visited as a visitor sees it: no to cookies, everything scrolled to, every answer opened.",
        ),
        first_capture,
    ),
    Step(
        Text("Förslagen", "The proposals"),
        Text(
            "Reglerna föreslår, med skäl och lagrum; en människa beslutar. Misstänkt sekretess döljs genast.",
            "Rules propose, with reasons and law; a person decides. What may be secret is hidden at once.",
        ),
        proposals,
    ),
    Step(
        Text("Dagen därpå", "The day after"),
        Text(
            "I staden har någon ändrat, någon tagit bort och någon skrivit nytt. Bara skillnaden läggs till; inget skrivs över.",
            "Somebody edited, somebody removed, somebody wrote. Only the difference is filed; nothing is overwritten.",
        ),
        second_capture,
    ),
    Step(
        Text("Besluten", "The decisions"),
        Text(
            "Registratorn diarieför med OSL 5:2:s fyra uppgifter, i en intern och en offentlig version.",
            "The registrar registers with the four facts of OSL 5:2, in an internal and a public version.",
        ),
        decisions,
    ),
    Step(
        Text("Registratorspaketet", "The registrar's bundle"),
        Text(
            "En mapp för varje diarieförd handling: försättsblad, bild, innehåll och uppgifter till kommunens diarium.",
            "A folder for each registered item: cover sheet, picture, content and facts for the municipality's diarium.",
        ),
        bundle,
    ),
    Step(
        Text("Kontrollen", "The check"),
        Text(
            "Arkivet prövas mot sig självt. Ändras en enda byte senare, så syns det här.",
            "The archive is held against itself. If a single byte changes later, it shows here.",
        ),
        checked,
    ),
)
