// Words for where an order and its payment stand.

const STATUS = {
  pending: "Waiting for the payment",
  confirmed: "Confirmed",
  shipped: "On its way",
  delivered: "Delivered",
  cancelled: "Cancelled",
  failed: "Not placed",
};
const PAYMENT = {
  pending: "Being checked",
  action: "Waits for your bank",
  awaited: "Payment awaited",
  authorised: "Authorised",
  received: "Paid",
  cancelled: "Nothing to pay",
  refunded: "Money given back",
  failed: "Not paid",
};
const REASON = {
  declined: "Your bank declined the card, and does not tell us why.",
  insufficient_funds: "There is not enough money on the card.",
  expired_card: "The card has expired.",
  incorrect_card: "The card's number or security code is not right.",
  authentication: "Your bank could not confirm that it was you.",
  try_again: "Your bank could not deal with the card just now.",
  abandoned: "The payment was called off, or not finished in time.",
};

const named = (names, code) => names[code] ?? code.replaceAll("_", " ");

export const statusName = (code) => named(STATUS, code);
export const paymentName = (code) => named(PAYMENT, code);
export const items = (count) => (count === 1 ? "1 item" : `${count} items`);

/** What there is to know about an order's payment, as { kind, title, text }; null where its name says it all. */
export function paymentNews(order) {
  if (!order.settled) return waiting(order);
  const over = ["cancelled", "failed"].includes(order.status);
  switch (order.payment_status) {
    case "failed":
      return { kind: "error", title: "This order was not placed.", text: `${named(REASON, order.reason)} Nothing was charged, and your things are back in your cart.` };
    case "authorised":
      return over
        ? { kind: "warning", title: "Nothing is charged.", text: `Your bank holds ${order.total}, which we are letting go of.` }
        : { kind: "good", title: "Authorised.", text: `Your bank holds ${order.total}, and we charge it when we send your order.` };
    case "received":
      return came(order, over);
    default:
      return null;
  }
}

function waiting({ asked, given_up, payment_status, total }) {
  if (!asked) return { kind: "warning", title: "This takes longer than it should.", text: "We are looking into it. You will not be charged twice." };
  if (given_up) return { kind: "warning", title: "You are calling this order off.", text: "We are waiting for your bank to let go of the payment. Then your things are back in your cart." };
  if (payment_status === "action") return { kind: "warning", title: "Your bank is asking.", text: `It wants you to confirm the payment of ${total}. Only then the order is placed.` };
  return { kind: "warning", title: "We are waiting for your bank's answer.", text: "You will not be charged twice. This screen looks again by itself." };
}

function came({ captured, refunded, refunding }, over) {
  if (refunding) return { kind: "warning", title: "Your money comes back.", text: `We are giving ${refunding} back to you. It may take your bank some days to show it.` };
  if (over) return { kind: "warning", title: "Your money comes back.", text: "We are going to give it back." };
  return refunded && { kind: "good", title: "Partly given back.", text: `We have given back ${refunded} of ${captured}.` };
}
