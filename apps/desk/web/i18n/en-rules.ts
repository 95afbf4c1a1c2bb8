/** Words of a new version of the rules of linking. */
export const rulesWords = {
  "rules.strip": {
    one: "The rules of linking have changed. They would put {count} report elsewhere. Nothing moves before you say so.",
    other:
      "The rules of linking have changed. They would put {count} reports elsewhere. Nothing moves before you say so.",
  },
  "rules.look": "Look at it",
  "rules.title": "Changed rules of linking",
  "rules.intro":
    "Version {version} came on {day}. Until then version {from} linked the reports. Each stays where it stood until somebody moves it. Reports that came later are linked by the new version.",
  "rules.from_unknown": "an older one",
  "rules.table": "Reports that the new version would put elsewhere",
  "rules.choose": "Move",
  "rules.choose_one": "Move {label}",
  "rules.choose_all": "Choose all",
  "rules.choose_none": "Choose none",
  "rules.report": "Report",
  "rules.now": "Is in",
  "rules.then": "Would be in",
  "rules.alone": "no campaign",
  "rules.new_campaign": "a new campaign with {labels}",
  "rules.move": {
    one: "Move the {count} chosen report",
    other: "Move the {count} chosen reports",
  },
  "rules.keep": "Leave all where they are",
  "rules.only_once":
    "This closes the proposal: what is not chosen stays where it is for good, unless a person decides about it. It can be undone.",
  "rules.nothing": "Nothing is proposed. Reports are linked by version {version} of the rules.",
  "rules.kept": {
    one: "{count} report stays where an older version put it. {who} decided that.",
    other: "{count} reports stay where an older version put them. {who} decided that.",
  },
  "rules.nobody": "Nobody here",
  "undo.rules_moved": "Moved reports as version {label} of the rules proposed.",
  "undo.rules_kept": "Left all reports where they were before version {label} of the rules.",
  "audit.act.rules.moved": "let reports move to where a new version of the rules puts them",
  "audit.act.rules.kept": "left reports where they stood before a new version of the rules",
  "audit.act.undo.rules": "undid: decision about a new version of the rules",
  "error.desk.unknown_move":
    "This is no longer proposed. Nothing was moved. Load the page again to see what is.",
} as const;
