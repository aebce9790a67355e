import type { HelpText, HelpTopic } from './topics.ts';

export const texts: Record<HelpTopic, HelpText> = {
  home: {
    title: 'To do',
    lead: 'Start the day here: the counts on top say what waits for you; below them is the work itself, the nearest deadline first.',
    steps: [
      'Open a count: the list holds exactly these rows.',
      'The button on a row is the next step: fill in, rectify, verify, review.',
      'On the right are the campaigns in course, with the days left.',
    ],
  },
  'chair-home': {
    title: 'My tasks',
    lead: 'What your superior wants from your union, and by when.',
    steps: [
      'Press “Fill in” and answer one question after another; answers are saved as you go.',
      'A bad answer becomes an item to rectify, with its deadline below the question.',
      'When it is put right, open the item, say what was done, add a photo and mark it rectified.',
    ],
  },
  inbox: {
    title: 'Messages',
    lead: 'What came in, what is due soon, what was returned and what waits for your decision. Opening a message marks it read.',
    steps: [
      'A message opens the very record, or the very rows, that it speaks of.',
      'Messages of a kind are put together once a day.',
      'When a deadline moves or the work is done, the reminder is withdrawn.',
    ],
  },
  cockpit: {
    title: 'Cockpit',
    lead: 'Campaign, six haves, sites and establishment on one page; each number with trend, target and basis.',
    steps: [
      'A number opens the rows it counts; a region’s name leads one level down.',
      'Rankings have a minimum base, ties share a place, small units stand apart, arrows compare with the last period.',
      '“Print” fills one sheet; “Wall” is for the meeting room and refreshes every minute.',
    ],
  },
  dashboard: {
    title: 'Campaign dashboard',
    lead: 'How one campaign stands: six numbers, two countdowns, the funnel, regions compared, the burn-down and the questions ranked.',
    steps: [
      'Choose campaign and region at the top left.',
      'Bars are sorted, the line is the target; open a bar for its region.',
      'The worst five are the places to call, or to remind.',
    ],
  },
  campaigns: {
    title: 'Campaigns',
    lead: 'Self-inspection campaigns of your own and of superior federations, with their progress.',
    steps: [
      'Start a new one, or copy last year’s and change two dates.',
      'A draft can be changed freely; issuing freezes the list of targets.',
    ],
  },
  'campaign-create': {
    title: 'New campaign',
    lead: 'Four steps on one page: what, whom, when, check. While you choose the scope you see how many unions it reaches.',
    steps: [
      'Use a published checklist; to change questions, copy one under “Checklists” first.',
      'Conditions such as “25 people or more” mark priorities and leave nobody out.',
      'The last step reads like the notice that goes out. Issuing can’t be undone.',
    ],
  },
  campaign: {
    title: 'A campaign',
    lead: 'Its progress, deadlines, targets and history.',
    steps: [
      '“Remind” reaches everybody who has not answered, each union once a day at most.',
      'Add a union that was left out; exempt one, with a reason, on its inspection.',
      '“Codes” gives each union a QR code that leads straight to its form after sign-in.',
      'Closing ends submissions; rectification goes on.',
    ],
  },
  inspections: {
    title: 'Inspections',
    lead: 'One checklist per union, in tabs by what is to be done. Filters are part of the address and can be sent to a colleague.',
    steps: [
      'Select rows: the bar below offers what all of them allow.',
      'A row opens beside the list; j and k move on.',
      'Fill in on behalf of a union that cannot.',
    ],
  },
  'inspection-form': {
    title: 'Answering a checklist',
    lead: 'Answer question after question. Each answer is saved at once, on the device while there is no network.',
    steps: [
      'A bad answer unfolds: say what is wrong, choose the track, take a photo.',
      '“Not applicable” needs a reason and exists only where the question allows it.',
      'Before submitting you see the bad answers with their deadlines.',
      'If somebody else changed the form meanwhile, both versions stand side by side for you to choose.',
    ],
  },
  inspection: {
    title: 'An inspection',
    lead: 'Answers, score, items and the whole history of one union in this campaign.',
    steps: [
      'Approve it, or return it with a reason.',
      'Its author may withdraw it until the superior has acted.',
      '“Print” gives the filled checklist; the blank one carries a QR code.',
    ],
  },
  rectifications: {
    title: 'Rectifications',
    lead: 'Each bad answer is an item, in tabs: to rectify, to verify, closed, all. Red means overdue and nothing else.',
    steps: [
      'Select several to mark them rectified with common measures and evidence.',
      'To verify, open a row beside the list and move on with j.',
      '“Export” has the finished ledger, and all rows of the present filter.',
      'An extension can be asked for; the superior decides.',
    ],
  },
  rectification: {
    title: 'An item',
    lead: 'On top deadline and next step; left the problem, measures and evidence; right its history.',
    steps: [
      'Marking rectified needs measures, and evidence where the question asks for it.',
      'A mark on a picture says that it was used for another union, or was taken before the problem was found.',
      'Close the item, or return it with a reason; a return gives back the time spent waiting.',
      'What you just did can be withdrawn until the other side has acted.',
    ],
  },
  supervisions: {
    title: 'Supervision orders',
    lead: 'Items long overdue are ordered to be dealt with, by number and with a day for the reply.',
    steps: [
      'Drafts are prepared by your rules; check and issue them, or select items in the list yourself.',
      'The addressee replies in time.',
      'Close the order, or return the reply with a reason.',
    ],
  },
  reinspections: {
    title: 'Re-inspections',
    lead: 'A random sample of closed items is inspected again for relapses.',
    steps: [
      'Draw a number or a share, spread over the districts; the seed is kept, so the draw can be proven.',
      'Record what you find on the spot.',
      'A relapse reopens the item and counts in the relapse rate.',
    ],
  },
  bulletins: {
    title: 'Circulars',
    lead: 'Figures are frozen at the cut-off; the text is drafted from them and can be edited; once published nothing changes.',
    steps: [
      'Choose campaign and cut-off; it may lie in the past.',
      '“Download” gives a Word file in the layout of official documents.',
      'Addressees acknowledge and reply.',
    ],
  },
  'sites-overview': {
    title: 'Sites at a glance',
    lead: 'Totals of the demonstration sites, progress by city, and a paragraph for your report.',
    steps: ['Numbers open their sites or reports.', '“Copy” puts the paragraph on the clipboard.'],
  },
  sites: {
    title: 'Demonstration sites',
    lead: 'From nomination through building and acceptance to listing, each level takes its own step.',
    steps: [
      'The district nominates, with the selection notes and photos.',
      'The city recommends; the province accepts and lists within the quota.',
      'A site that fails a re-inspection is revoked, with a reason.',
    ],
  },
  'site-reports': {
    title: 'Monthly reports',
    lead: 'Each site reports once a month: stocks at its end, flows of the month.',
    steps: [
      'Implausible figures ask for a confirmation.',
      'Missing months are seen by the superior.',
      'For many sites at once, import a workbook.',
    ],
  },
  ledger: {
    title: 'Establishment ledger',
    lead: 'Where enterprises without a union stand, how far the target is, and the pace it takes.',
    steps: [
      'Advance rate and establishment rate are two figures: only the second counts established unions alone.',
      'Every number opens its enterprises.',
    ],
  },
  enterprises: {
    title: 'Enterprises, visits, letters',
    lead: 'Enterprises by stage, with each visit and letter.',
    steps: [
      'Two taps and a note move one to its next stage.',
      'No visit for 30 days makes a case stalled.',
      'A credit code exists once in a province.',
    ],
  },
  enterprise: {
    title: 'An enterprise',
    lead: 'Its whole file in one timeline: stages, visits, letters, union.',
    steps: [
      'The next stage is the big button; going back needs a reason.',
      'Link the union that covers it; one union may cover many.',
    ],
  },
  unions: {
    title: 'Unions',
    lead: 'All grassroots unions of your organisation and below, found by any part of their names.',
    steps: [
      'Import or update many from a workbook; an exported one can be edited and imported again.',
      'Terms and certificates that end soon have tabs of their own.',
      'Save filters that you use often as a view.',
    ],
  },
  union: {
    title: 'A union',
    lead: 'Facts, six haves, inspections and items of one union.',
    steps: [
      '“Print” gives its dossier.',
      'Moves, mergers and endings are one act each, with date and reason; open work goes along or ends.',
      'Mistakes are mended under “Edit”; the history keeps both values.',
    ],
  },
  haves: {
    title: 'Six haves',
    lead: 'The standardisation rate by region, and which “have” fails most where.',
    steps: ['A cell opens the unions that fail.', 'Choose a quarter to compare.'],
  },
  checklists: {
    title: 'Checklists',
    lead: 'The standard. A published one stays as it is: copy it, change the copy, publish that.',
    steps: [
      'A question has a good answer, is core or advisory, may allow “not applicable”, and knows evidence, track and responsible side.',
      'Editions once used are kept, and old results with them.',
    ],
  },
  settings: {
    title: 'Rules',
    lead: 'Rules that your organisation decides; what it leaves open follows the superior.',
    steps: [
      'Decide a part yourself, or follow the superior again.',
      'Days of reminders and supervision, and who must use two-step sign-in, are here, too.',
      '“Sign-in providers” lets people sign in with the account of their organisation.',
    ],
  },
  accounts: {
    title: 'Organisations and accounts',
    lead: 'Choose an organisation at the left; its people stand at the right.',
    steps: [
      'A name and a role make an account; the temporary password is shown once.',
      'Reset a forgotten password and hand over the new one.',
      'For a lost phone, make sure who asks and reset the two-step sign-in; you can sign a person out on all devices.',
    ],
  },
  imports: {
    title: 'Import',
    lead: 'Many rows at once from Excel or CSV. You see a preview first; nothing is written before you confirm.',
    steps: [
      'Download the template, with your organisations to choose from, or edit an exported file.',
      'The preview shows each change, old and new.',
      'Download the errors, mend these rows, upload again.',
      'A batch can be undone while its rows are untouched.',
    ],
  },
  exports: {
    title: 'Exports',
    lead: 'Files that you exported. Large ones are made in the background.',
    steps: ['Download the file.', 'Only you see it; old files are removed by themselves.'],
  },
  channels: {
    title: 'Channels',
    lead: 'Reminders by e-mail or to WeCom and DingTalk groups, with a log of each delivery.',
    steps: [
      'Send a test message after adding a robot.',
      'Failures are tried again; after the last try you may send once more by hand.',
    ],
  },
  events: {
    title: 'History',
    lead: 'Who did what, when and why. Entries are never changed.',
    steps: ['Filter by person, organisation and act.', 'A row opens the record it is about.'],
  },
  'failed-jobs': {
    title: 'Failed work',
    lead: 'Background work that fails is tried again, then set aside here; everything else goes on.',
    steps: [
      'Mend the cause, then try it again from the beginning.',
      'Give up what is no longer needed.',
      'The fault code is the one in the server’s log.',
    ],
  },
  account: {
    title: 'Personal settings',
    lead: 'Display, language, reminders, e-mail, password and tokens.',
    steps: [
      '“Large type” makes all text larger.',
      'End the sign-in on any of your devices, or on all but this one.',
      'Two-step sign-in asks for a code of your phone as well; keep the recovery codes for the day when it is lost.',
    ],
  },
};
