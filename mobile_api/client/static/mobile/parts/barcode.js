// The number under a barcode, typed in.

/** Its digits, where it may be one: of a length that there is, and its last digit checks the others (GS1). */
export function barcodeIn(text) {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return null;
  const sum = [...digits].reverse().reduce((sum, digit, place) => sum + digit * (place % 2 ? 3 : 1), 0);
  return sum % 10 === 0 ? digits : null;
}
