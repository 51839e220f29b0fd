"""English counted nouns, each with its key; plurals are derived by ending."""

from __future__ import annotations

_BY_KEY = {
    "person": (
        "person|people|persons|individual|inhabitant|resident|citizen|beneficiary|participant|"
        "respondent|victim|refugee|migrant|passenger|customer|client|candidate|applicant|attendee|"
        "survivor|adult|individuals|suspect|prisoner|lives|visitor|user|subscriber|returnee|"
        "interviewee"
    ),
    "party_member": "party member",
    "party_org": "party organisation|party organization",
    "party_cell": "party cell",
    "party_committee": "party committee|grassroots party committee",
    "member": "member|delegate|director|trustee|commissioner",
    "worker": (
        "worker|employee|staff|staff member|job|position|labourer|laborer|officer|official|"
        "personnel|colleague|volunteer|apprentice"
    ),
    "full_time_equivalent": "full-time equivalent|whole-time equivalent|fte|wte",
    "farmer": "farmer|smallholder|smallholder farmer|grower",
    "woman": "woman|women|female|mother|pregnant woman|pregnant women",
    "man": "man|men|male",
    "child": "child|children|infant|newborn|girl|boy|baby|youth|adolescent",
    "day_pupil": "day pupil|day boarder|day student",
    "day_case": "day case|day patient|day surgery case",
    "bed_day": "bed day|bed-day|bed night",
    "day_item": (
        "day centre|day center|day nursery|day trip|day visitor|day visit|night shift|night bus|"
        "night flight|night shelter"
    ),
    "pupil": "pupil|learner|schoolchildren",
    "student": "student",
    "teacher": "teacher|lecturer|professor",
    "doctor": "doctor|physician",
    "nurse": "nurse|midwife",
    "health_worker": "health worker|health professional",
    "patient": "patient",
    "soldier": "soldier|troop",
    "household": "household|family|poor household",
    "trainee": "trainee",
    "voter": "voter",
    "expert": "expert|consultant|engineer|scientist|researcher|specialist",
    "shareholder": "shareholder|investor",
    "death": "death|fatality",
    "case": (
        "case|confirmed case|new case|incident|injury|accident|outbreak|complaint|violation|"
        "allegation|claim|crime|offence|admission|infection|birth|hospitalisation|hospitalization"
    ),
    "visit": (
        "visit|consultation|arrival|trip|tourist|guest|overnight stay|click|download|view|"
        "attendance|flight|ride"
    ),
    "collective": "collective",
    "enterprise": (
        "enterprise|company|business|firm|supplier|bank|vendor|smes|sme|start-up|startup|"
        "corporation|subsidiary"
    ),
    "cooperative": "cooperative|co-operative",
    "school": "school|university|college|kindergarten|classroom",
    "hospital": "hospital",
    "health_station": (
        "health centre|health center|clinic|health facility|facility|health station|health post"
    ),
    "unit": (
        "unit|institution|organisation|organization|agency|office|department|ministry|branch|store|"
        "site|location|centre|center|outlet|plant|factory|station|partner|laboratory|division|shop|"
        "ngo|ngos|association|committee|group|team|network|body|establishment|warehouse|market"
    ),
    "commune": "commune|ward",
    "district": "district|county|municipality",
    "province": "province|region|state",
    "city": "city|town",
    "village": "village|community|settlement|hamlet",
    "country": "country|nation|economy",
    "document": (
        "document|report|publication|resolution|decision|record|letter|policy|law|regulation|paper|"
        "article|guideline|contract|agreement|permit|licence|license|certificate|application|file|"
        "audit report|note|book|page|patent|bill"
    ),
    "meeting": (
        "meeting|session|workshop|conference|seminar|event|class|course|training|training course|"
        "training session|webinar|hearing|round|campaign|interview|focus group|survey|discussion|"
        "briefing"
    ),
    "inspection": (
        "inspection|audit|visit|mission|review|test|field visit|site visit|check|examination|"
        "screening|sample|assessment|evaluation|investigation"
    ),
    "project": (
        "project|programme|program|initiative|grant|loan|scheme|investment|intervention|activity|"
        "transaction|tender|deal|order|shipment"
    ),
    "house": "house|home|housing unit|apartment|room|building|dwelling|latrine|toilet|shelter",
    "item": (
        "item|kit|unit|product|copy|ticket|recommendation|finding|indicator|target|objective|goal|"
        "output|outcome|measure|action|criterion|criteria|issue|risk|question|response|observation|"
        "component|category|pillar|priority|area|topic|theme|sector|field|factor|weakness|lesson|"
        "step|stage|option|type|model|dose|vaccination|vaccine dose|tablet|net|mosquito net|"
        "seedling|tree|bag|package|box|parcel|book|computer|device|machine|tractor|pump|well|"
        "borehole|water point|tap|system|generator|panel|solar panel|road|bridge|dam|reservoir|pond|"
        "plot|farm|field|lot|bed|seat|vote|share|award|medal|prize|account|call|message|email|"
        "letter|post|photo|video|hit|point|entry|post|slot|place|mistake|error|gap|instance|"
        "occasion|reason|thing|part|section|chapter|module|mine|meal|ration|lesson|exception|"
        "deficiency|breach|non-conformity|nonconformity|weakness|control|procedure|reform|standard|"
        "chart|table|figure|vacancy|bid|offer|line|species|nest|hive|animal"
    ),
    "animal": (
        "animal|cow|pig|cattle|chicken|bird|head of cattle|head|goat|sheep|buffalo|poultry|"
        "livestock|pigs|duck|fish"
    ),
    "vehicle": (
        "vehicle|car|truck|bus|ship|boat|aircraft|motorcycle|vessel|van|ambulance|container|plane|"
        "train|bicycle"
    ),
    "share": "ordinary share|common share|share",
    "vote": "vote",
    "times": "times|time",
}


def _forms(word: str) -> tuple[str, ...]:
    if word.endswith(("s", "x", "ch", "sh")):
        return word, f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeou":
        return word, f"{word[:-1]}ies"
    return word, f"{word}s"


NOUNS: dict[str, str] = {
    form: key for key, words in _BY_KEY.items() for word in words.split("|") for form in _forms(word)
}
