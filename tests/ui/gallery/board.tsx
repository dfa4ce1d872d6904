import { textsFor } from '#shared/text/index.ts';
import type { CustomerFacts } from '#shared/analysis/customer-facts.ts';
import { Behind } from '#shared/ui/customer/Behind.tsx';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { rhythmEvidence } from '#shared/ui/customer/evidence.ts';
import { entriesOfCase } from '#shared/ui/customer/entry.ts';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { WhyTier } from '#shared/ui/customer/WhyTier.tsx';
import { Lines } from '#shared/ui/primitives/Lines.tsx';
import { Bar } from '../../../extension/sidebar/parts/Bar.tsx';
import { CaptureReview } from '../../../extension/sidebar/parts/CaptureReview.tsx';
import { FirstRun } from '../../../extension/sidebar/parts/FirstRun.tsx';
import { Foot } from '../../../extension/sidebar/parts/Foot.tsx';
import { GrantSite } from '../../../extension/sidebar/parts/GrantSite.tsx';
import { KeysSheet } from '../../../extension/sidebar/parts/KeysSheet.tsx';
import { KnownMail } from '../../../extension/sidebar/parts/KnownMail.tsx';
import { LocalStart } from '../../../extension/sidebar/parts/LocalStart.tsx';
import { NeverLogMenu } from '../../../extension/sidebar/parts/NeverLogMenu.tsx';
import { ImportContacts } from '../../../extension/sidebar/parts/ImportContacts.tsx';
import { CorrectionSettings } from '../../../extension/sidebar/parts/CorrectionSettings.tsx';
import { NeverLogSettings } from '../../../extension/sidebar/parts/NeverLogSettings.tsx';
import { NoMail } from '../../../extension/sidebar/parts/NoMail.tsx';
import { earlierSlots } from './earlier-slots.tsx';
import { endingSlots } from './ending-slots.tsx';
import { offerSlots } from './offer-slots.tsx';
import type { Slot } from './slot.ts';
import { NoteSheet } from '../../../extension/sidebar/parts/NoteSheet.tsx';
import { rowIdOf, SearchResults } from '../../../extension/sidebar/parts/SearchResults.tsx';
import { SiteSettings } from '../../../extension/sidebar/parts/SiteSettings.tsx';
import { SyncPage } from '../../../extension/sidebar/parts/SyncPage.tsx';
import { TodayList } from '../../../extension/sidebar/parts/TodayList.tsx';
import { TwinList } from '../../../extension/sidebar/parts/TwinList.tsx';
import type { SyncState } from '../../../extension/sidebar/parts/types.ts';
import { UndoNotice } from '../../../extension/sidebar/parts/UndoNotice.tsx';
import { LayoutChanged } from '../../../extension/sidebar/parts/LayoutChanged.tsx';
import { Unreadable } from '../../../extension/sidebar/parts/Unreadable.tsx';
import { aFacts, before, facts, few, general, high, inWindow, justOrdered, late, low, noTier, noWorth, placed, standing } from './sample-orders.ts';
import { someCases } from './sample-cases.ts';
import { bare, entries, german, hannah, ines, ouyang, settled, tom, users } from './sample.ts';
import { dueTasks, openTasks, withRisk, twins } from './sample-tasks.ts';
import { also, contact, hits, lately, mail, refused, waiting, webmails } from './sample-panel.ts';

const nothing = (): void => undefined;

export const saved: SyncState = { paired: true, offline: false, waiting: 0, stuck: 0, refused: 0, savedAt: '2026-11-20T09:40:00Z' };
const offline: SyncState = { ...saved, offline: true, offlineSince: '2026-11-20T08:52:00Z', waiting: 3, refused: 2, savedAt: '2026-11-20T08:50:00Z' };

function TopBar({
  sync = saved,
  query = '',
  reading = false,
  listId,
  today,
}: {
  readonly sync?: SyncState;
  readonly query?: string;
  readonly reading?: boolean;
  readonly listId?: string;
  readonly today?: number;
}) {
  return (
    <Bar
      query={query}
      sync={sync}
      reading={reading}
      listId={listId}
      chosenId={listId && rowIdOf(listId, 0)}
      onQuery={nothing}
      onLeave={nothing}
      onSync={nothing}
      today={today === undefined ? undefined : { due: today, onPress: nothing }}
      onSettings={nothing}
    />
  );
}

const foot = <Foot onCall={nothing} onNote={nothing} onOrder={nothing} />;
const known = { mail, onLog: nothing, onOffer: nothing, onOpen: nothing };
const review = { contact, mail, also, onSave: nothing, onNeverLog: nothing, onOffer: nothing, onOpen: nothing };
const place = { onPair: nothing, onLocal: nothing };
const webmail = { webmails, tabHost: 'webmail.kleine-eule.example', onAllow: nothing };

const taskActs = { onDone: nothing, onDrop: nothing };
const rhythms: readonly CustomerFacts[] = [aFacts(high, inWindow), aFacts(general, late), aFacts(low, justOrdered), aFacts(noTier, few)];
const why = { orders: placed, onClose: nothing };

/** Every panel part in its states, with the data of the mock-ups. */
export const slots: readonly Slot[] = [
  {
    id: 'known',
    title: 'A customer we know, mail logged',
    part: (
      <>
        <TopBar />
        <CustomerCard
          customer={hannah}
          facts={{ ...withRisk(facts), ...standing }}
          settings={settled}
          adviceActs={{ onSettle: nothing }}
          onWhy={nothing}
          onOpen={nothing}
          onEdit={nothing}
          tasks={openTasks}
          taskActs={taskActs}
          waits={new Set(['title'])}
          action={<KnownMail {...known} state="logged" onUndo={nothing} />}
        />
        <Timeline
          entries={[...entries, ...placed.map((order) => ({ order })), ...someCases.flatMap((one) => entriesOfCase(one))]}
          users={users}
          me={tom}
          seenSince="2026-05-03T08:00:00Z"
        />
        {foot}
      </>
    ),
  },
  {
    id: 'known-zh',
    title: 'Chinese, long names; not logged yet',
    part: (
      <>
        <TopBar sync={{ ...saved, waiting: 2 }} />
        <CustomerCard
          customer={ouyang}
          facts={{ ...aFacts({ ...general, currency: 'CNY' }, { ...before, currency: 'CNY' }), ...standing }}
          onWhy={nothing}
          onOpen={nothing}
          onEdit={nothing}
          action={<KnownMail {...known} state="not-logged" also={also} />}
        />
        <Timeline entries={entries.slice(5)} users={users} me={ines} />
        {foot}
      </>
    ),
  },
  {
    id: 'known-de',
    title: 'German, long names; a value was changed',
    part: (
      <>
        <TopBar sync={{ ...saved, stuck: 1 }} />
        <CustomerCard
          customer={german}
          facts={aFacts(low, late)}
          onWhy={nothing}
          onOpen={nothing}
          onEdit={nothing}
          onUndo={nothing}
          saved={{ field: 'phones', was: '+49 40 5550 0111', value: '+49 40 5550 0110' }}
          action={<KnownMail {...known} state="never-logged" error="The server does not answer." />}
        />
        <Timeline entries={[]} users={users} />
        <UndoNotice text="Saved Jan-Hendrik Vogelsang and logged the mail" onUndo={nothing} onDismiss={nothing} />
        {foot}
      </>
    ),
  },
  {
    id: 'review',
    title: 'Unknown sender: lead preview',
    part: (
      <>
        <TopBar />
        <CaptureReview {...review} />
        {foot}
      </>
    ),
  },
  {
    id: 'review-busy',
    title: 'Saving; what the reader says',
    part: (
      <>
        <TopBar sync={{ ...saved, refused: 1 }} />
        <CaptureReview
          {...review}
          busy
          also={[]}
          hint={textsFor('en-GB').nobody.leftThread}
          contact={{ fields: contact.fields.slice(1, 2) }}
          notes={[
            { key: 'sender-differs', detail: 'chef@kleine-eule.example' },
            { key: 'raw-cut', detail: '5 MB' },
          ]}
        />
      </>
    ),
  },
  {
    id: 'search',
    title: 'Search',
    part: (
      <>
        <TopBar query="lin" listId="hits" />
        <SearchResults query="lin" hits={hits} id="hits" chosen={0} onChoose={nothing} onOpen={nothing} onCreate={nothing} />
      </>
    ),
  },
  {
    id: 'search-none',
    title: 'Search finds nobody',
    part: (
      <>
        <TopBar query="xqz" />
        <SearchResults query="xqz" hits={[]} id="none" chosen={0} onChoose={nothing} onOpen={nothing} onCreate={nothing} />
      </>
    ),
  },
  {
    id: 'today',
    title: 'Today',
    part: (
      <>
        <TopBar today={3} />
        <TodayList due={dueTasks} today="2026-11-20" acts={taskActs} onOpen={nothing} />
      </>
    ),
  },
  {
    id: 'today-twins',
    title: 'Today, and two who may be one',
    part: (
      <>
        <TopBar today={3} />
        <TodayList due={dueTasks.slice(0, 3)} today="2026-11-20" acts={taskActs} onOpen={nothing} />
        <TwinList pairs={twins} onDecide={nothing} onOpen={nothing} />
      </>
    ),
  },
  {
    id: 'today-none',
    title: 'Today, nothing due; nothing open',
    part: (
      <>
        <TopBar today={0} />
        <TodayList due={[]} today="2026-11-20" acts={taskActs} onOpen={nothing} />
        <NoMail lately={lately} onOpen={nothing} />
      </>
    ),
  },
  {
    id: 'nothing',
    title: 'Nothing open',
    part: (
      <>
        <TopBar />
        <NoMail lately={lately} onOpen={nothing} />
      </>
    ),
  },
  {
    id: 'nothing-new',
    title: 'Nothing open, nobody yet',
    part: (
      <>
        <TopBar sync={{ ...saved, paired: false, savedAt: null }} />
        <NoMail lately={[]} onOpen={nothing} />
      </>
    ),
  },
  {
    id: 'loading',
    title: 'Loading',
    part: (
      <>
        <TopBar reading />
        <Lines />
      </>
    ),
  },
  {
    id: 'unreadable',
    title: 'Cannot read',
    part: (
      <>
        <TopBar />
        <Unreadable site="Roundcube" missing={['date', 'sender']} onReadAgain={nothing} onCopyReport={nothing} />
      </>
    ),
  },
  {
    id: 'layout',
    title: 'Layout changed',
    part: (
      <>
        <TopBar />
        <LayoutChanged site="Gmail" missing={['sender', 'date']} isGeneral onCopyReport={nothing} />
        <LayoutChanged site="NetEase Mail" missing={['date']} isGeneral={false} copied onCopyReport={nothing} />
      </>
    ),
  },
  {
    id: 'grant',
    title: 'Not allowed yet',
    part: (
      <>
        <TopBar />
        <GrantSite host="webmail.kleine-eule.example" onGrant={nothing} onNotHere={nothing} />
      </>
    ),
  },
  {
    id: 'bare',
    title: 'Little known',
    part: (
      <>
        <TopBar />
        <CustomerCard customer={bare} facts={aFacts(noTier, few, noWorth)} onEdit={nothing} />
      </>
    ),
  },
  {
    id: 'sync',
    title: 'Offline, waiting, refused',
    part: (
      <>
        <TopBar sync={offline} />
        <SyncPage
          sync={offline}
          waiting={waiting}
          refused={refused}
          stuck={waiting.slice(0, 1).map((item) => ({ ...item, tries: 2, code: 'body-too-large' }))}
          onTryNow={nothing}
          onDrop={nothing}
          onAgain={nothing}
        />
      </>
    ),
  },
  {
    id: 'sync-clean',
    title: 'All saved',
    part: (
      <>
        <TopBar />
        <SyncPage sync={saved} waiting={[]} refused={[]} onTryNow={nothing} onDrop={nothing} />
      </>
    ),
  },
  {
    id: 'sync-local',
    title: 'In this browser only',
    part: (
      <>
        <TopBar />
        <SyncPage sync={{ ...saved, paired: false }} waiting={[]} refused={[]} kept={false} onTryNow={nothing} onDrop={nothing} />
      </>
    ),
  },
  {
    id: 'first',
    title: 'First run',
    part: (
      <FirstRun
        settled={null}
        place={{ ...place, error: { field: 'code', text: 'This pairing code has run out: a code is good for 10 minutes. Ask for a new one.' } }}
        webmail={webmail}
        onDone={nothing}
      />
    ),
  },
  {
    id: 'first-two',
    title: 'First run, second step',
    part: (
      <FirstRun settled={{ kind: 'server', organization: 'Acorn Trading', user: 'Tom Aldous' }} place={place} webmail={webmail} onDone={nothing} />
    ),
  },
  { id: 'first-local', title: 'First run without a server', part: <LocalStart busy={false} error={undefined} onStart={nothing} onBack={nothing} /> },
  { id: 'call', title: 'Log a call', tall: true, part: <NoteSheet kind="call" name="Hannah Whitfield" mac onSave={nothing} onClose={nothing} /> },
  {
    id: 'note',
    title: 'Note',
    tall: true,
    part: (
      <NoteSheet
        kind="note"
        name="欧阳娜仁托娅"
        mac={false}
        error="This browser has no room left, so the last change was not saved."
        onSave={nothing}
        onClose={nothing}
      />
    ),
  },
  {
    id: 'rhythms',
    title: 'Rhythm: in the window, late, just ordered, too few orders',
    part: (
      <>
        {rhythms.map((each, index) => (
          <CustomerCard key={index} customer={bare} facts={each} onWhy={nothing} />
        ))}
      </>
    ),
  },
  { id: 'why-high', title: 'Why High?', tall: true, part: <WhyTier {...why} tier={high} /> },
  { id: 'why-general', title: 'Why Ordinary?', tall: true, part: <WhyTier {...why} tier={general} /> },
  { id: 'why-low', title: 'Why Low?', tall: true, part: <WhyTier {...why} orders={[]} tier={low} /> },
  {
    id: 'behind',
    title: 'What a figure rests on',
    tall: true,
    part: (
      <Behind
        evidence={rhythmEvidence('Next order', 'Usually 21 days (6 gaps); reminder from day 16.', before)}
        orders={placed}
        onClose={nothing}
        onShow={nothing}
      />
    ),
  },
  {
    id: 'settings',
    title: 'Settings',
    part: (
      <>
        <TopBar />
        <SiteSettings
          sites={[
            { origin: 'https://webmail.kleine-eule.example', host: 'webmail.kleine-eule.example', mode: 'known' },
            { origin: 'http://mail.lan:8080', host: 'mail.lan:8080', mode: 'ask' },
          ]}
          onMode={nothing}
          onRemove={nothing}
        />
        <ImportContacts
          now={{
            isBusy: false,
            problem: undefined,
            bad: [
              { line: 4, reason: 'email-bad' },
              { line: 1207, reason: 'nobody-named' },
            ],
          }}
          onFile={nothing}
        />
        <NeverLogSettings
          rules={[
            'buchhaltung@kleine-eule.example',
            'clinic.example',
            'ein-sehr-langer-name.der-nicht-in-die-zeile-passt@verwaltung.kinderklinik.example',
          ]}
          ownDomain="acorn.example"
          onAdd={async () => undefined}
          onRemove={nothing}
        />
        <CorrectionSettings count={12} onForget={nothing} />
        <UndoNotice text="clinic.example is off the list" onUndo={nothing} onDismiss={nothing} />
      </>
    ),
  },
  {
    id: 'settings-new',
    title: 'Settings, nothing set; what is logged of a person',
    part: (
      <>
        <TopBar />
        <SiteSettings sites={[]} error="Sidebook may not read this site. Allow it first; nothing was read." onMode={nothing} onRemove={nothing} />
        <ImportContacts
          now={{ isBusy: true, problem: 'The first line names no column that I know. Name the columns there, or say what the file holds.', bad: [] }}
          onFile={nothing}
        />
        <NeverLogSettings rules={[]} ownDomain={null} onAdd={async () => undefined} onRemove={nothing} />
        <CorrectionSettings count={0} onForget={nothing} />
        <NeverLogMenu
          people={[
            { email: 'hannah@littleacorn.example', rule: null, domain: 'littleacorn.example' },
            { email: 'h.whitfield@clinic.example', rule: 'clinic.example', domain: 'clinic.example' },
          ]}
          onNever={nothing}
          onAllow={nothing}
        />
      </>
    ),
  },
  {
    id: 'keys',
    title: 'Keys',
    tall: true,
    part: (
      <KeysSheet
        mac={false}
        commands={{ _execute_action: 'Alt+Shift+S', 'capture-page': 'Alt+Shift+L', 'capture-selection': '' }}
        onClose={nothing}
      />
    ),
  },
  ...offerSlots,
  ...endingSlots,
  ...earlierSlots,
];
