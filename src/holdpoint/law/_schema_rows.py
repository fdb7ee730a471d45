"""Rows of the collections of the view: parties, lists, goods, places, ownership, licences."""

from __future__ import annotations

from holdpoint.law._field import Field, date, fact, flag, number, sure, text

_IN_FORCE = "whether the listing was in force, with this effect, on the date of the order"
_ASK_IN_FORCE = (
    "From which day does the listing count, and with what effect? One of them is not verified."
)

_OWNERS: dict[str, Field] = {
    "name": text("the name of an owner of {this}", "What is the full name of this owner?"),
    "type": text("what kind of person this owner is", "Is this owner a company or a person?"),
    "country": text("the country of an owner of {this}", "In which country is this owner?"),
    "percent": number("the share of an owner of {this}", "What share in per cent is held?"),
    "control": flag("whether an owner controls {this}", "Does this owner control {this}?"),
    "identifiers": Field(kind="open"),
    "birth_date": date("the birth date of an owner", "When was this owner born?"),
}
_OWNERS["owners"] = Field(
    kind="rows",
    fields=_OWNERS,
    given=True,
    label="who owns an owner of {this}",
    ask="Who owns this owner, and with what shares?",
)

_HOLDERS = {
    "name": sure(),
    "entity": sure(),
    "percent": number("the share of {this}", "What share is held?"),
}

_OWNERSHIP = {
    "regime": sure(),
    "percent": number(
        "what share of {this} listed owners hold together",
        "What share of {this} does each owner hold, directly and through others?",
        "owners",
    ),
    "percent_at_most": number(
        "what share of {this} listed owners can hold at most",
        "What share of {this} does each owner hold, directly and through others?",
        "owners",
    ),
    "control": flag(
        "whether a listed owner controls {this} by other means",
        "Does the listed owner control {this}, by votes, the board or otherwise?",
        "owners",
    ),
    "same_party": flag(
        "whether an owner of {this} is the listed party of that name",
        "Is the named owner of {this} the listed party? Ask for a number or a birth date.",
        "owners",
    ),
    "listed_measure": sure(),
    "test": sure(),
    "holders": Field(kind="rows", fields=_HOLDERS, evidence=True),
}

_SITES = {
    "place": sure(),
    "place_name": sure(),
    "tier": sure(),
    "distance_km": number("how far {this} is from the site", "Where exactly is {this}?", "address"),
    "certain": flag(
        "whether {this} is really at {sites.place_name}",
        "What is the full street address of {this}? Is it at {sites.place_name}?",
        "address",
    ),
    "listed": sure("flag"),
    "authority": fact(),
    "act": fact(),
    "in_force": Field(
        kind="flag", label=_IN_FORCE, ask=_ASK_IN_FORCE, settled_by="address", reference=True
    ),
}

_LEG_SITES = {
    **_SITES,
    "end": sure(),
    "text": fact(),
    "distance_km": number("how far the leg's end is from {sites.place_name}"),
    "certain": flag(
        "whether leg {this} really begins or ends near {sites.place_name}",
        "Where exactly is {sites.text}? Give an address, a UN/LOCODE or an airport code.",
        "{sites.end}",
    ),
}

_ADDRESS_MATCHES = {
    "entity": sure(),
    "listed_name": sure(),
    "list": sure(),
    "authority": sure(),
    "measure": sure(),
    "programmes": Field(kind="texts", reference=True),
    "listed_on": fact("date"),
    "in_force": Field(
        kind="flag", label=_IN_FORCE, ask=_ASK_IN_FORCE, settled_by="address", reference=True
    ),
    "basis": fact(),
    "source": fact(),
    "list_date": fact("date"),
    "listed_address": sure(),
    "shared_by": sure("number"),
    "sharing": sure(),
}

PARTIES = {
    "role": sure(),
    "name": sure(),
    "aliases": Field(kind="texts"),
    "type": text("what kind of party {this} is", "Is {this} a company, a person or a public body?"),
    "country": text("the country of {this}", "In which country is {this}?"),
    "address": text("the address of {this}", "What is the full street address of {this}?"),
    "identifiers": Field(kind="open"),
    "birth_date": date("the birth date of {this}", "When was {this} born?"),
    "founded": date(
        "when {this} was founded", "When was {this} founded? A register extract shows it."
    ),
    "industry": text("the business of {this}", "What is the line of business of {this}?"),
    "website": text("the website of {this}", "Has {this} a website?"),
    "email": text("the e-mail address of {this}", "What is the e-mail address of {this}?"),
    "owners": Field(
        kind="rows",
        fields=_OWNERS,
        given=True,
        label="who owns {this}",
        ask="Who owns {this}, with what shares, up to the people behind it?",
    ),
    "age_days": number(
        "how old {this} is", "When was {this} founded? A register extract shows it.", "founded"
    ),
    "is_forwarder": flag(
        "whether {this} is a forwarder", "Is {this} a freight forwarder or carrier?", "industry"
    ),
    "is_trader": flag(
        "whether {this} is a trader", "What is the line of business of {this}?", "industry"
    ),
    "owner_levels": number(
        "how many layers of owners stand above {this}",
        "Who owns {this}, with what shares, up to the people behind it?",
        "owners",
    ),
    "ownership": Field(kind="rows", fields=_OWNERSHIP, evidence=True),
    "sites": Field(kind="rows", fields=_SITES, evidence=True),
    "address_matches": Field(kind="rows", fields=_ADDRESS_MATCHES, evidence=True),
}

_LIST_MATCHES = {
    "entity": sure(),
    "listed_name": sure(),
    "matched_name": fact(),
    "list": sure(),
    "authority": sure(),
    "measure": sure(),
    "programmes": Field(kind="texts", reference=True),
    "legal_basis": fact(),
    "listed_on": fact("date"),
    "in_force": Field(
        kind="flag",
        label="whether the listing of {list_matches.listed_name} was in force on that day",
        ask=_ASK_IN_FORCE,
        reference=True,
    ),
    "same_party": flag(
        "whether {screened.name} is the listed {list_matches.listed_name}",
        "Is {screened.name} the listed {list_matches.listed_name} ({list_matches.list})?"
        " Ask for a registration, tax or IMO number, an address or a birth date.",
        "identifiers",
    ),
    "score": fact("number"),
    "basis": fact(),
    "list_date": fact("date"),
    "source": fact(),
}

SCREENED = {
    "role": sure(),
    "name": sure(),
    "country": text("the country of {this}", "In which country is {this}?"),
    "type": text("what kind of party {this} is", "Is {this} a company, a person or a vessel?"),
    "wrong_numbers": sure(),
    "placeholder": fact(),
    "is_customer": fact("flag"),
    "list_matches": Field(kind="rows", fields=_LIST_MATCHES, evidence=True),
}

_GOODS_LISTS = {
    "list": sure(),
    "code": sure(),
    "tier": fact(),
    "description": fact(),
    "needs_description": fact("flag"),
    "fits": flag(
        "whether {this} fits the description of {goods_lists.code} on {goods_lists.list}",
        "Is {this} what {goods_lists.list} means by {goods_lists.code}: {goods_lists.description}?"
        " A finer code or an exact description settles it.",
        "description",
    ),
    "in_force": Field(
        kind="flag",
        label="whether code {goods_lists.code} stood on {goods_lists.list} on that day",
        ask="From which day does code {goods_lists.code} stand on {goods_lists.list}?"
        " Its first or last day is not verified.",
        settled_by="hs_code",
        reference=True,
    ),
    "valid_from": fact("date"),
    "valid_to": fact("date"),
    "basis": fact(),
    "jurisdiction": fact(),
    "item_code": sure(),
}

_DESCRIBED = {
    "category": sure(),
    "title": sure(),
    "hs6": sure(),
    "probability": sure("number"),
    "words": sure(),
    "listed": sure(),
    "declared": fact(),
    "relation": sure(),
}

_IMPORTS = {
    "country": sure(),
    "code": sure(),
    "period": sure(),
    "value": sure("number"),
    "mean": sure("number"),
    "deviation": sure("number"),
    "z": sure("number"),
    "periods": sure("number"),
    "source": sure(),
}

_CONTROLS = {
    "eccn": sure(),
    "paragraph": fact(),
    "reason": sure(),
    "column": sure(),
    "destination": sure(),
    "applies": fact("flag"),
    "marked": fact("flag"),
    "licence_required": flag(
        "whether {controls.reason} controls of {controls.eccn} require a licence for"
        " {controls.destination} ({controls.why})",
        "Under which paragraph of {controls.eccn} does {this} fall? The list says:"
        " {controls.printed}.",
        "eccn",
    ),
    "printed": sure(),
    "why": sure(),
    "list_date": fact("date"),
    "source": fact(),
}

ITEMS = {
    "line": number("the line number"),
    "description": text(
        "what {this} is", "What are the goods of {this}, in the trade's own words?"
    ),
    "manufacturer": text("who made {this}", "Who is the manufacturer of {this}?"),
    "part_number": text("the part number of {this}", "What is the part number of {this}?"),
    "hs_code": text("the HS code of {this}", "What is the HS code of {this}, six digits or more?"),
    "eccn": text(
        "the ECCN of {this}", "What is the ECCN or EU dual-use number of {this} (or is it EAR99)?"
    ),
    "quantity": number("the quantity of {this}", "How many of {this} are ordered?"),
    "unit": text("the unit of {this}", "In what unit is {this} counted?"),
    "value": number("the value of {this}", "What is the value of {this}?"),
    "origin": text("the origin of {this}", "In which country was {this} made?"),
    "us_content_percent": number(
        "the US content of {this}", "What share of controlled US content has {this}, in per cent?"
    ),
    "us_jurisdiction": flag(
        "whether {this} is subject to US export rules",
        "Is {this} of US origin or shipped from the United States, or what per cent of controlled"
        " US content has it?",
        "us_content_percent",
    ),
    "high_priority": flag(
        "whether {this} is on the common high-priority list",
        "What is the HS code of {this}, six digits or more?",
        "hs_code",
    ),
    "hs_problem": fact(),
    "described": Field(kind="rows", fields=_DESCRIBED, evidence=True),
    "imports": Field(kind="rows", fields=_IMPORTS, evidence=True),
    "controls": Field(
        kind="rows",
        fields=_CONTROLS,
        given=True,
        label="for which reasons {this} is controlled",
        ask="What is the ECCN of {this}, down to its paragraph?",
        settled_by="eccn",
    ),
    "goods_lists": Field(
        kind="rows",
        fields=_GOODS_LISTS,
        given=True,
        label="which goods lists name {this}",
        ask="What are the HS code and the ECCN of {this}?",
        settled_by="hs_code",
    ),
}

_CANDIDATES = {
    "place": sure(),
    "name": sure(),
    "country": text(
        "in which country {places.text} is",
        "Which place is meant by {places.text}? Give its UN/LOCODE or its country.",
        "{places.end}",
    ),
    "lat": number(),
    "lon": number(),
    "uncertainty_km": number(),
    "why": fact(),
}

_PLACES = {
    "end": sure(),
    "text": sure(),
    "verdict": sure(),
    "country": text(
        "in which country {places.text} is",
        "Which place is meant by {places.text}? Give its UN/LOCODE or its country.",
        "{places.end}",
    ),
    "candidates": Field(kind="rows", fields=_CANDIDATES, evidence=True),
}

_PLACE_LISTINGS = {
    "place": sure(),
    "place_name": sure(),
    "end": sure(),
    "resolved": flag(
        "whether the route really uses {place_listings.place_name}",
        "Is the place of this leg {place_listings.place_name}? Give its UN/LOCODE or airport code.",
        "{place_listings.end}",
    ),
    "authority": sure(),
    "act": sure(),
    "annex": sure(),
    "article": fact(),
    "effect": fact(),
    "in_force": Field(
        kind="flag",
        label=_IN_FORCE,
        ask=_ASK_IN_FORCE,
        settled_by="{place_listings.end}",
        reference=True,
    ),
    "in_force_from": fact("date"),
    "basis": fact(),
}

_VESSEL = {
    "name": text("the ship's name", "What is the name of the ship?"),
    "imo": text("the ship's IMO number", "What is the IMO number of the ship?"),
    "mmsi": text("the ship's MMSI", "What is the MMSI of the ship?"),
    "flag": text("the ship's flag", "Under which flag does the ship sail?"),
}

ROUTE = {
    "mode": text("how leg {this} travels", "By what mode does leg {this} travel?"),
    "from": text("where leg {this} begins", "Where does leg {this} begin?"),
    "to": text("where leg {this} ends", "Where does leg {this} end?"),
    "depart": date("when leg {this} begins", "When does leg {this} begin?"),
    "arrive": date("when leg {this} ends", "When does leg {this} end?"),
    "carrier": text("who carries leg {this}", "Who carries leg {this}?"),
    "vessel": Field(kind="record", fields=_VESSEL),
    "places": Field(kind="rows", fields=_PLACES, evidence=True),
    "place_listings": Field(kind="rows", fields=_PLACE_LISTINGS, evidence=True),
    "sites": Field(kind="rows", fields=_LEG_SITES, evidence=True),
}

_MATCHED = {"leg": number(), "place": sure(), "text": sure(), "distance_km": number()}

CORRIDORS = {
    "corridor": sure(),
    "name": sure(),
    "tier": sure(),
    "direction": sure(),
    "stance": sure(),
    "certain": flag(
        "whether the route really follows {corridors.name}",
        "Which places does the route use? Give UN/LOCODEs for every leg.",
        "route",
    ),
    "source": sure(),
    "source_date": fact("date"),
    "matched": Field(kind="rows", fields=_MATCHED, evidence=True),
}

CLAIMS = {
    "about": sure(),
    "claim": sure(),
    "name": sure(),
    "order_name": sure(),
    "applies": Field(
        kind="flag",
        label="whether {claims.order_name} is {claims.name}, of which the claim speaks",
        ask="Is {claims.order_name} the {claims.name} of which {claims.speaker} speaks?",
        reference=True,
    ),
    "statement": sure(),
    "said": sure(),
    "words": sure(),
    "speaker": sure(),
    "told": sure(),
    "publisher": fact(),
    "published": fact("date"),
    "effect": sure(),
    "stance": sure(),
    "modality": sure(),
    "reliability": fact(),
    "credibility": fact(),
    "reviewed": fact("date"),
    "origins": fact("number"),
    "tier": fact(),
    "score": fact("number"),
    "valid_from": fact("date"),
    "valid_to": fact("date"),
}
"""What an accepted claim says of a part of the order; ``about``: party, place, route or goods."""

LICENCES = {
    "regime": sure(),
    "number": text("the number of a licence", "What is the number of the licence?"),
    "expires": date("when a licence expires", "Until when is the licence good?"),
    "valid": flag("whether a licence is still good", "Until when is the licence good?", "expires"),
}
