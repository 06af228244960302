// Words for where an order stands.

const STATUS = { confirmed: "Confirmed", shipped: "On its way", delivered: "Delivered", cancelled: "Cancelled" };
const PAYMENT = { awaited: "Payment awaited", received: "Paid", cancelled: "Nothing to pay", refunded: "Money given back" };

const named = (names, code) => names[code] ?? code.replaceAll("_", " ");

export const statusName = (code) => named(STATUS, code);
export const paymentName = (code) => named(PAYMENT, code);
export const items = (count) => (count === 1 ? "1 item" : `${count} items`);
