import { useRoute } from 'preact-iso';
import { useMemo, useState } from 'preact/hooks';
import { can } from '#shared/access.ts';
import { customers } from '#shared/model/customer.ts';
import { toView } from '#shared/model/entity.ts';
import { interactions } from '#shared/model/interaction.ts';
import { orders } from '#shared/model/order.ts';
import { cases } from '#shared/model/service.ts';
import { settings, SETTINGS_ID } from '#shared/model/settings.ts';
import { tasks } from '#shared/model/task.ts';
import { Behind } from '#shared/ui/customer/Behind.tsx';
import { CustomerCard } from '#shared/ui/customer/CustomerCard.tsx';
import { entriesOfCase } from '#shared/ui/customer/entry.ts';
import type { Evidence } from '#shared/ui/customer/evidence.ts';
import { Provenance } from '#shared/ui/customer/Provenance.tsx';
import { Timeline } from '#shared/ui/customer/Timeline.tsx';
import { WhyTier } from '#shared/ui/customer/WhyTier.tsx';
import { ReaderContext, useReader } from '#shared/ui/reader.ts';
import type { CustomerReply } from '#shared/wire/customers.ts';
import { routes } from '#shared/wire/routes.ts';
import { call } from '../api.ts';
import { Owner } from '../Owner.tsx';
import { useSession } from '../session.ts';
import { Pending } from '../Pending.tsx';
import { useLoad } from '../use-load.ts';
import { useTitle } from '../use-title.ts';

/** One customer: the panel's own card and timeline, and what we know with where it came from. */
export function CustomerPage() {
  const { texts } = useReader();
  const id = useRoute().params['id'] ?? '';
  const { load, retry, set } = useLoad(id, (signal) => call(routes.customer, { params: { id }, input: {}, signal }));
  return (
    <>
      <header class="pg-h crumb">
        <p class="small soft">
          <a class="link" href="/customers">
            {texts.console.customer.back}
          </a>
        </p>
      </header>
      <Pending load={load} lines={5} onRetry={load.state === 'failed' && load.code === 'customer-not-found' ? undefined : retry} />
      {load.state === 'ready' ? <Known reply={load.value} onChanged={set} /> : null}
    </>
  );
}

function Known({ reply, onChanged }: { readonly reply: CustomerReply; readonly onChanged: (reply: CustomerReply) => void }) {
  const reader = useReader();
  const { texts } = reader;
  const { reply: session } = useSession();
  const customer = useMemo(() => toView(customers, { id: reply.record.i, body: reply.record.b }), [reply]);
  const placed = useMemo(() => reply.orders.map((line) => toView(orders, { id: line.i, body: line.b })).filter((order) => !order.deleted), [reply]);
  const open = useMemo(() => reply.tasks.map((line) => toView(tasks, { id: line.i, body: line.b })), [reply]);
  const entries = useMemo(
    () => [
      ...reply.interactions
        .map((line) => ({ interaction: toView(interactions, { id: line.i, body: line.b }) }))
        .filter(({ interaction }) => !interaction.deleted),
      ...placed.map((order) => ({ order })),
      ...reply.cases.flatMap((line) => entriesOfCase(toView(cases, { id: line.i, body: line.b }))),
    ],
    [reply, placed],
  );
  const settled = useMemo(() => toView(settings, { id: SETTINGS_ID, body: reply.settings }), [reply]);
  const [isWhyOpen, setWhyOpen] = useState(false);
  const [behind, setBehind] = useState<Evidence>();
  const [show, setShow] = useState<{ readonly id: string }>();
  const showOrder = (order: string): void => {
    setWhyOpen(false);
    setBehind(undefined);
    setShow({ id: order });
  };
  const tier = reply.facts?.tier.enough === true ? reply.facts.tier : undefined;
  const users = useMemo(() => new Map(reply.users.map((user) => [user.id, user.name])), [reply]);
  useTitle(customer.name || texts.customer.noName);
  return (
    <ReaderContext.Provider value={{ ...reader, currency: reply.currency ?? undefined }}>
      <div class="rec">
        <div class="panel">
          <CustomerCard
            customer={customer}
            heading="h1"
            facts={reply.facts ?? undefined}
            settings={settled}
            onWhy={() => setWhyOpen(true)}
            onOpen={setBehind}
            tasks={open}
          />
          {isWhyOpen && tier !== undefined ? <WhyTier tier={tier} orders={placed} onClose={() => setWhyOpen(false)} onShow={showOrder} /> : null}
          {behind === undefined ? null : <Behind evidence={behind} orders={placed} onClose={() => setBehind(undefined)} onShow={showOrder} />}
        </div>
        <div class="panel tl-p">
          <Timeline entries={entries} users={users} me={session.user.id} show={show} />
        </div>
        <aside aria-label={texts.provenance.title}>
          {can(session.user.role, 'set-owner') ? <Owner reply={reply} onChanged={onChanged} /> : null}
          <Provenance customer={customer} users={users} />
        </aside>
      </div>
    </ReaderContext.Provider>
  );
}
