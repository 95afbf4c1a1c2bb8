/** Words of the number file. Never who holds a number now. */
export const numberFileWords = {
  "numbers.title": "Numbers",
  "numbers.intro":
    "Each number with what is known of it. A number is a sender's only from its first use to its last.",
  "numbers.empty": "No report of this campaign names a number.",
  "numbers.to": "to",
  "numbers.off":
    "Look-up is off: no public list is imported. Everything else works without one. Whoever runs the Desk can import one with “honeyguide numbers import”.",
  "numbers.off_blocks":
    "Range holders are not looked up: no list of who was given which numbers is imported.",
  "numbers.off_listings": "Public pages are not looked up: no list of numbers on them is imported.",

  "number.virtual": "Virtual number",
  "number.perhaps_virtual": "{type}, perhaps virtual",
  "number.foreign": "foreign ({country})",
  "number.foreign_unknown": "of a country that is not known",
  "number.type.mobile": "Mobile number",
  "number.type.fixed_line": "Landline number",
  "number.type.fixed_line_or_mobile": "Landline or mobile number",
  "number.type.voip": "Virtual number",
  "number.type.personal": "Personal number (070), which is led on to another",
  "number.type.pager": "Pager number",
  "number.type.toll_free": "Free number of a service",
  "number.type.shared_cost": "Number of a service",
  "number.type.premium_rate": "Premium rate number of a service",
  "number.type.company": "Company number",
  "number.type.voicemail": "Voicemail number",
  "number.type.unknown": "Kind not known to the number plan",
  "number.why.listed": "It was on a public page for receiving texts.",
  "number.why.type": "The number plan has it for calls over the internet.",
  "number.why.range": "Numbers of its range holder are often on public pages for receiving texts.",

  "number.facts": "Facts about {number}",
  "number.used": "Used by the sender",
  "number.used_by": "Used by {campaign}",
  "number.used_alone": "Used in {reports}",
  "number.because_person": "Set by a responder.",
  "number.because_sightings": {
    one: "First and last use in {count} report.",
    other: "First and last use in {count} reports.",
  },
  "number.no_use": "No report has it with a date.",
  "number.undated": {
    one: "{count} report has it without a date.",
    other: "{count} reports have it without a date.",
  },
  "number.elsewhere": "Seen elsewhere",
  "number.listed":
    "On a public page for receiving texts, last seen {day} ({name}, as of {asOf}). Such numbers are given out again and again.",
  "number.not_listed": "On none of the public lists that are imported.",
  "number.holder_now": "Number holder now",
  "number.now.inside": "In use by the sender, as far as reports say.",
  "number.now.edge": "At the edge of its use by the sender, as far as reports say.",
  "number.now.before": "Not yet in use by the sender. It may belong to someone else.",
  "number.now.after": {
    one: "{count} day after the last use. It may belong to someone else.",
    other: "{count} days after the last use. It may belong to someone else.",
  },
  "number.now.between": {
    one: "{count} day from the nearest use. It may belong to someone else.",
    other: "{count} days from the nearest use. It may belong to someone else.",
  },
  "number.now.no_use": "Nothing is known. It may belong to someone else.",
  "number.now.recycled": "From {day} on it may belong to someone else. {by} said so on {at}.",
  "number.now.reason": "Why: {reason}",
  "number.leave_alone": "Do not call. Do not name.",
  "number.share":
    "Of such numbers about {percent} % still have one holder after that time (half in {days} days, {rest}).",
  "number.share_few":
    "Of such numbers fewer than 1 in 100 still have one holder after that time (half in {days} days, {rest}).",
  "number.half.deactivated_per_year": "an assumption from how many numbers leave use in a year",
  "number.half.assumed": "an assumption: nobody publishes a figure",
  "number.half.set_here": "set at this Desk",
  "number.block": "Block",
  "number.block_of":
    "{prefix} of {holder} ({name}, as of {asOf}). That need not be its network: numbers are moved.",
  "number.block_none": "{prefix}, given to nobody: {status} ({name}, as of {asOf}).",
  "number.block.protected": "protected",
  "number.block.designated": "set aside",
  "number.block.free": "free",
  "number.block.quarantined": "being rested",
  "number.block.reserved": "reserved",
  "number.often":
    "Its numbers are on public pages for receiving texts about {times} times as often as others ({low} to {high}, counted on {count}).",
  "number.links": "Links",
  "number.links_rule": "Outside the interval a link needs other evidence than the number.",
  "number.day_unknown": "a day that is not said",

  "number.set_interval": "Set the interval",
  "number.recycled": "May be someone else's since …",
  "number.interval_explain":
    "From when to when did this sender use {number}? Give two days where you know only between which it was. Reports stay as they are.",
  "number.first": "First use",
  "number.last": "Last use",
  "number.from_day": "on or after",
  "number.to_day": "and not after (if not the same day)",
  "number.save": "Set it",
  "number.recycled_explain":
    "From this day on {number} may belong to someone else, whatever was seen before. Nobody is named, and nobody should call it.",
  "number.recycled_day": "From this day on",
  "number.recycled_reason": "How do you know?",
  "number.recycled_hint": "Without names. It goes into the audit.",
  "number.order": "The last use cannot be before the first. Nothing was set. Look at the days.",

  "keys.interval": "Set the interval of a number",
  "undo.number_interval": "Set when {campaign} used {label}.",
  "undo.number_recycled": "Noted that {label} may be someone else's.",
  "audit.act.number.interval": "set the interval of a number",
  "audit.act.number.recycled": "noted that a number may be someone else's",
  "audit.act.numbers.imported": "imported a public list of numbers",
  "audit.act.undo.number_interval": "undid: interval of a number",
  "audit.act.undo.number_recycled": "undid: number may be someone else's",
  "error.desk.unknown_import":
    "No such import is under way. Nothing was changed. Begin it again from the command line.",
  "error.desk.import_incomplete":
    "Rows of the list are missing, so the older one stands. Import the file again.",
  "error.desk.older_list": "A newer list of this name stands already. Nothing was changed.",
} as const;
