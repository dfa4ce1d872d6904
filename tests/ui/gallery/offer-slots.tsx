import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { CustomerChoice } from '../../../extension/sidebar/parts/CustomerChoice.tsx';
import { MailOffers } from '../../../extension/sidebar/parts/MailOffers.tsx';
import { OrderColumns } from '../../../extension/sidebar/parts/OrderColumns.tsx';
import { OrderSheet } from '../../../extension/sidebar/parts/OrderSheet.tsx';
import { PastedTalk } from '../../../extension/sidebar/parts/PastedTalk.tsx';
import { foundOrder, namesakes, offeredMeetings, offeredOrder, pastedTalk } from './sample-offers.ts';
import type { Slot } from './slot.ts';

const nothing = (): void => undefined;

/** What a mail or a paste offers beside people. */
export const offerSlots: readonly Slot[] = [
  {
    id: 'order',
    title: 'Order by hand',
    tall: true,
    part: (
      <OrderSheet
        name="Hannah Whitfield"
        currency="GBP"
        products={['Formula Stage 1, 900 g']}
        tierOffer={{ tier: 'high', share: 0.075 }}
        mac
        onSave={nothing}
        onClose={nothing}
      />
    ),
  },
  {
    id: 'order-found',
    title: 'An order found in a mail, its columns told',
    tall: true,
    part: (
      <OrderSheet
        name="Hannah Whitfield"
        currency="GBP"
        mac
        found={{ order: foundOrder, placedOn: '2026-11-20', lastPrice: () => 2.5 }}
        columns={
          foundOrder.table === null ? null : (
            <OrderColumns table={foundOrder.table} sender="hannah@acorn.example" error="One column has to say how many." onRoles={nothing} />
          )
        }
        onSave={nothing}
        onClose={nothing}
      />
    ),
  },
  {
    id: 'pasted-talk',
    title: 'A pasted talk',
    tall: true,
    part: (
      <Sheet title="Pasted" onClose={nothing}>
        <PastedTalk
          mac
          talk={pastedTalk}
          today="2026-11-23"
          them="王芳"
          choice={<CustomerChoice typed="王芳" hits={namesakes} chosen={namesakes[0]?.id} onType={nothing} onChoose={nothing} onCreate={nothing} />}
          onKeep={nothing}
        />
      </Sheet>
    ),
  },
  {
    id: 'mail-offers',
    title: 'An order and meetings in the open mail',
    part: (
      <MailOffers
        orders={[offeredOrder]}
        meetings={offeredMeetings}
        held={new Set()}
        heldThreads={new Set(['meeting:2'])}
        onOrder={nothing}
        onMeeting={nothing}
      />
    ),
  },
];
