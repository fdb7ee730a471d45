"""How names get mangled between a passport and an order: tables for :mod:`benchmarks._perturb`.

Written for the benchmark, on purpose not read from the tables that the product matches with: a
measure that mangles names by the product's own rules would find them all.
"""

from __future__ import annotations

KEYBOARD = {
    "a": "qwsz", "b": "vghn", "c": "xdfv", "d": "serfcx", "e": "wsdr", "f": "drtgvc",
    "g": "ftyhbv", "h": "gyujnb", "i": "ujko", "j": "huiknm", "k": "jiolm", "l": "kop",
    "m": "njk", "n": "bhjm", "o": "iklp", "p": "ol", "q": "wa", "r": "edft", "s": "awedxz",
    "t": "rfgy", "u": "yhji", "v": "cfgb", "w": "qase", "x": "zsdc", "y": "tghu", "z": "asx",
}  # fmt: skip
"""Letters beside each other on a QWERTY keyboard."""

OCR = (
    ("rn", "m"), ("m", "rn"), ("o", "0"), ("l", "1"), ("i", "1"), ("i", "l"), ("s", "5"),
    ("b", "8"), ("cl", "d"), ("d", "cl"), ("vv", "w"), ("w", "vv"), ("e", "c"), ("h", "b"),
    ("u", "ii"), ("g", "9"), ("z", "2"),
)  # fmt: skip
"""What a reading machine takes for something else."""

PHONETIC = (
    ("ph", "f"), ("f", "ph"), ("ck", "k"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("x", "ks"),
    ("ks", "x"), ("c", "k"), ("qu", "kw"), ("z", "s"), ("sh", "sch"), ("ch", "tch"), ("v", "w"),
    ("w", "v"), ("y", "i"), ("j", "y"), ("kh", "h"), ("gh", "g"), ("dj", "j"), ("th", "t"),
    ("ai", "ay"), ("ei", "ey"), ("ie", "y"), ("q", "k"),
)  # fmt: skip
"""Letters for one sound, as somebody writes who has only heard the name."""

LETTER_VARIANTS = (
    ("iy", "y"), ("ii", "y"), ("iya", "ia"), ("ya", "ia"), ("yu", "iu"), ("ye", "e"), ("ey", "ei"),
    ("ay", "ai"), ("ks", "x"), ("kh", "h"), ("zh", "j"), ("ts", "c"), ("shch", "sch"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k"), ("gh", "g"), ("dh", "d"), ("aa", "a"),
    ("uh", "u"), ("ah", "a"), ("mm", "m"), ("ss", "s"), ("ll", "l"), ("dd", "d"),
)  # fmt: skip
"""Choices that romanisers make differently; each stands for its own reverse too."""

SPELLINGS = (
    "mohammad muhammad mohammed mohamed muhammed mohamad muhamad",
    "ahmad ahmed akhmad achmad", "hussein hossein husain hussain husayn hoseyn",
    "ali aly", "abdullah abdallah abdulla", "yusuf yousef youssef yousuf yosef",
    "ibrahim ebrahim ibraheem", "khalid khaled chalid", "omar umar omer", "osama usama ousama",
    "mahmoud mahmud mahmood", "mustafa mostafa moustafa", "saeed said saeid sayed",
    "hassan hasan", "hamid hameed", "rashid rasheed rachid", "jamal gamal djamal",
    "qasim qassem kassem ghasem qasem", "karim kareem", "salim saleem selim", "nasser nasir naser",
    "suleiman sulaiman soleiman sulayman", "reza riza ridha", "mehdi mahdi mahdy",
    "fatima fatimah fatemeh", "tariq tarek tarik", "walid waleed oualid", "amir ameer emir",
    "aleksandr alexander aleksander alexandr oleksandr", "aleksei alexey aleksey alexei oleksii",
    "sergei sergey serguei serhii", "andrei andrey andrej andriy", "dmitry dmitri dmitriy dmitrii",
    "yuri yury iouri yuriy iurii jurij", "nikolai nikolay nicolai mykola",
    "yevgeny evgeny evgeniy yevgeniy evgenii", "viktor victor", "vladimir wladimir volodymyr",
    "mikhail michail mihail mykhailo", "maksim maxim maksym", "igor ihor", "oleg oleh",
    "elena yelena helena olena", "natalia natalya nataliya", "tatiana tatyana tetiana",
    "ekaterina yekaterina catherine", "julia yulia iuliia yuliya", "sofia sofya sophia",
    "kim gim", "lee li yi rhee", "park pak bak", "choi choe", "chung jung jong", "young yong yeong",
    "zhang chang", "wang wong", "chen chan", "xu hsu", "jose josef", "juan joan", "steven stephen",
    "philip phillip filip", "john jon", "geoffrey jeffrey", "carlos karlos", "cristian christian",
)  # fmt: skip
"""Spellings of one name."""

TITLES = ("Mr", "Mr.", "Mrs", "Dr.", "Prof.", "Gen.", "Col.", "Sheikh", "Haji", "Eng.", "Capt.")
ADDED_MIDDLE = ("Ahmad", "Ali", "Petrovich", "Ivanovich", "Maria", "Luis", "Hassan", "J.", "Karim")

FORMS = (
    ("limited liability company", "llc", "ooo", "l.l.c."),
    ("joint stock company", "jsc", "ao", "j.s.c."),
    ("open joint stock company", "ojsc", "oao"),
    ("public joint stock company", "pjsc", "pao"),
    ("closed joint stock company", "cjsc", "zao"),
    ("company limited", "co., ltd.", "co ltd", "co. limited"),
    ("private limited", "pvt. ltd.", "pvt ltd", "(pvt) ltd"),
    ("limited", "ltd", "ltd."),
    ("incorporated", "inc", "inc."),
    ("corporation", "corp", "corp."),
    ("company", "co", "co."),
    ("sociedad anonima", "s.a.", "sa"),
    ("s.a. de c.v.", "sa de cv"),
    ("gesellschaft mit beschraenkter haftung", "gmbh"),
    ("sociedad por acciones simplificada", "s.a.s.", "sas"),
    ("sendirian berhad", "sdn bhd", "sdn. bhd."),
    ("federal state unitary enterprise", "fgup", "fsue"),
    ("naamloze vennootschap", "n.v.", "nv"),
)  # fmt: skip
"""Company forms: written out first, then short ways to write the same."""

_GENERIC = (
    "trading group holding holdings international industries industry industrial services service "
    "general global enterprise enterprises shipping engineering technology technologies center "
    "centre import export management investment investments commercial development "
    "production logistics research"
)
GENERIC = frozenset(_GENERIC.split())
"""Words that many companies share."""

ABBREVIATED = {
    "international": "Intl", "company": "Co", "industries": "Ind.", "industrial": "Indl",
    "engineering": "Eng.", "services": "Svcs", "technology": "Tech", "technologies": "Tech",
    "management": "Mgmt", "manufacturing": "Mfg", "university": "Univ.", "institute": "Inst.",
    "department": "Dept.", "national": "Natl", "development": "Dev.", "association": "Assn",
    "brothers": "Bros", "and": "&", "center": "Ctr", "general": "Gen.", "corporation": "Corp",
    "limited": "Ltd", "organization": "Org.", "transport": "Transp.", "scientific": "Sci.",
}  # fmt: skip
"""How forms with short fields write long words."""

SHIP_PREFIXES = ("MV", "M/V", "MT", "M.V.", "M/T", "MOTOR VESSEL")

ACCENTS = {"a": "áàâä", "e": "éèêë", "i": "íîï", "o": "óôöø", "u": "úûü", "n": "ñ", "c": "ç"}

# Cyrillic letter for letter, in three systems that are all in use: BGN/PCGN, ISO 9 (scientific,
# with its accents left out), and the French style of Soviet and older Russian passports.
_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
_BGN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g u"
_ISO = "a b v g d e e z z i j k l m n o p r s t u f h c c s sc - y - e ju ja i ji je g u"
_FRENCH = (
    "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia i i ie g ou"
)


def _system(text: str) -> dict[str, str]:
    return {
        letter: "" if latin == "-" else latin
        for letter, latin in zip(_LETTERS, text.split(), strict=True)
    }


CYRILLIC = {"BGN": _system(_BGN), "ISO 9": _system(_ISO), "French": _system(_FRENCH)}

TO_CYRILLIC = (
    ("shch", "щ"), ("kh", "х"), ("zh", "ж"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"),
    ("ya", "я"), ("yo", "ё"), ("iy", "ий"), ("ye", "е"), ("a", "а"), ("b", "б"), ("v", "в"),
    ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("y", "ы"), ("j", "дж"),
    ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "к"), ("w", "в"),
    ("x", "кс"), ("q", "к"), ("'", ""),
)  # fmt: skip
"""A Latin name as a Russian clerk writes it; longest first."""
