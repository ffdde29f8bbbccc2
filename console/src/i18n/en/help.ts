export const help = {
  "help.todo":
    "What you still owe, by deadline, the most urgent first.\n“Write the report” opens the form; what was returned says so, and its reasons are on top of the page of the item.\nQuotas and coverage count records by themselves: “See what is missing” names the missing piece.\nWhat is done leaves the list and stays under All obligations.",
  "help.begin": "The steps from a new installation to a campaign that runs, in their order; each opens the page where it is done.\nA step without a link is done by the post that it names. The marks are those of the moment when the page was opened; of posts that were given and have not begun, the day is said.\nOnce the campaign has begun, the page first says what comes next.\nYour name at the top right leads back here.",
  "help.home": "Above are your posts of today and what they are for; below the pages of the menu and what you do there.\nSomebody with several posts may do what any of them may. Posts are given under People and posts by the security administrator or the office.",
  "help.board":
    "A row is a unit, a column is one period of a duty; shape, word and colour of a cell say the same.\nA cell opens its obligation, the name of a unit opens the units below it.\nNot yet open, open, due soon (less than two days left) and overdue say how it stands with what was not handed in.\nThe figures of the states above it open the list of what they count.\nThe board renews itself every half minute and can be printed (A3 or A4 landscape).\nThe wall screen is made to hang on a wall; it renews itself when somebody hands in.",
  "help.wall": "Progress made to hang on a wall: six large figures, a tile for each unit with all below it, and beside them the share in time week by week.\nA tile says what matters most and how often, and under it in time / owed by now; it opens the board of the unit.\nThis week is an outline, because not all of its deadlines have passed.\nIt renews itself when somebody hands in, and once a minute; when it says that its line is lost, the figures may be old.\nFull screen fills the screen; it prints on A3, landscape.",
  "help.figures":
    "“Owed by now”: what was handed in or is past its deadline; quotas and coverage count as handed in once they are met. What is only wanted and what was waived is not counted, nor what is neither handed in nor past its deadline; “due today” and “this week” are all that is mandatory with its deadline then.\n“In time”: of what is owed, what was handed in or reached its number by the deadline (or the end of its grace), whatever the review has come to; “in time 13 / 15” is 13 in time of 15 owed.\nA returned report stays in time until both its new deadline and the first one have passed; answered by the new deadline, it counts from the first time it was handed in. Not answered, it is overdue and no longer in time.\n“Submitted” waits for its review, “Under review” has been taken up, “Returned” waits for an answer.\n“Accepted, on time” and “Accepted, late” have passed their review; what tells them apart is when they were handed in, not when they were reviewed. Quotas and coverage are accepted once they are met.\nThe figures of the states also hold what is only wanted, so they do not add up to what is owed.",
  "help.obligations":
    "Everything that you may see, in every state, by the plan's deadline; an item opens its page.\nNarrow it down by unit (with the units below), state, kind and deadline; what was returned goes by its new deadline.\nThe conditions stand in the address: keep them under a name, or send the address to a colleague, who sees what they may see.\n“Export what is shown” saves all rows that fit, in the columns on the screen.",
  "help.calendar":
    "What is due, month by month; what several units owe alike is one line. Days and times are those of Beijing.\nA chosen unit shows itself and what is below it; an item opens its page; where several units are one line, it opens the list of them.\nPrints on A4, landscape.",
  "help.calendar_address": "For a telephone that keeps itself up to date, press “Subscribe on a telephone”; My account has it too.",
  "help.urge":
    "What is due soon, overdue or returned below your post, the most pressing on top; the state “Paper missing” lists what was handed in while its paper is missing or differs.\nPick one or many and urge them; a summary says first who it concerns and when they were urged last.\nThey read your words in their to-do list and on the item. Nothing that was sent is taken back, and it is audited.\nThe same item is not urged twice within an hour. Nothing leaves the system: no mail, no text message.",
  "help.reviews":
    "Reports that wait for you are at the left, the report at the right; mark each part as right or wrong.\nWhat is wrong needs a reason, which the other side reads part by part; a return names a new deadline.\nUntil it is sent, your opinion is seen by you alone.\nA click on the small picture of a file opens pictures, videos and PDF where they stand; its name opens another window. What differs from the version before is underlined, what was taken out is struck through.\nKeyboard: j is the next report, k the one before, a leads to Accept, where Enter sends; r to Return, where Enter asks first and a second Enter returns. The keys can be switched off. Several can be ticked and accepted together, after a summary.",
  "help.papers":
    "Where the plan also wants sealed paper, this says what has not arrived.\nOpen the item and enter the day, the number of copies and whether the paper agrees with the electronic report.\nWhere it does not, say in what; the board marks it.",
  "help.obligation":
    "On top are the words of the plan, below them the deadline, the state and the chain of review.\nEvery version of a report is kept and none is overwritten.\nThe level above can waive an obligation with a reason; it is then not counted as due.",
  "help.report":
    "What you type is saved as you type; what is marked as saved is not lost and can be continued on another computer.\nFields marked as required must be filled in; where there is nothing to report, say so if the plan allows it.\nThe next step checks everything; after you confirm you get a numbered receipt.\nDeadlines are in Beijing time and are measured when the server receives the report.",
  "help.receipt":
    "The receipt proves what was handed in and when. The last sign of its number is a check digit.\nIt can be printed; the digest shows whether a file was changed later.",
  "help.activities":
    "Record each activity once and type no statistics: accepted records count towards quotas, coverage and tables by themselves.\nThe column “counts” says whether a record counts; the page of one that does not says what it lacks.\nAn accepted record is never edited: a correction makes a new version and keeps the old one.",
  "help.exposures":
    "Record typical cases that were made public, with the address or a capture of the publication.\nA second person has to verify the case before it counts.\nDo not enter personal data.",
  "help.record":
    "The buttons on top are what you may do now.\nEvery change leaves a trace that this page shows.",
  "help.statistics":
    "Every figure is the sum of records; a click on it shows them.\nLive figures move with the records; confirmed ones were signed by the units, a correction needs a reason and both values stay.\nFreezing gives the table a number, and it never changes again; later corrections become a supplement with a number of its own.\nNought, “not carried out” and “does not apply” are three different things.\n“Please check” marks what is unlike the others: ten times the week before, or nothing where most other units have something. It may well be right. “Go through them” above the table leads from one to the next.\nThe charts show the table by section, by week and by unit.",
  "help.plan":
    "At the left the words of the plan, at the right the duties that they created.\nThe first plan is chosen under “Load the first plan”, a later one under “New plan”: it is checked, compared, and in force only after you confirm.",
  "help.units":
    "Choose a unit at the left; its names, validity and posts are at the right.\nUnits can be imported from a file, after a preview and only without errors; new names, mergers and closings take effect on a day and keep the history.",
  "help.people":
    "A person may hold several posts; posts have dates, and rights come from posts.\nA new person gets a one-time password that is shown once and has to be changed at the first login.\nSomebody on leave can name a stand-in, which ends by itself.",
  "help.jobs":
    "What the system does by itself: comparing, cleaning, checking.\nA job that fails again and again needs somebody: look at its last outcome first.",
  "help.audit":
    "Who did what and when, in order; nothing can be changed or removed, and looking at this page is itself recorded.\nEach line carries the digest of the one before; `anxing audit verify` on the server checks the chain.",
  "help.account":
    "Your posts, password, second factor and logins.\nIf you see a login that you do not know, end it at once and change your password.\nTokens are for programs: shown once, and they expire.",
};
