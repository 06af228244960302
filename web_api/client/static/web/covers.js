// Pictures: the colour behind one goes once it is there, and one that cannot be had leaves a blank sleeve.

/** What a picture's frame becomes once it is known whether there is a picture. */
function settle(image) {
  const frame = image.closest(".cover");
  if (!frame) return;
  if (image.naturalWidth) frame.dataset.loaded = "";
  else frame.replaceWith(blankSleeve(image.alt));
}

function blankSleeve(alt) {
  const sleeve = document.createElement("span");
  sleeve.className = "cover cover-blank";
  if (alt) {
    sleeve.setAttribute("role", "img");
    sleeve.setAttribute("aria-label", alt);
  } else {
    sleeve.setAttribute("aria-hidden", "true");
  }
  return sleeve;
}

const settled = ({ target }) => target instanceof HTMLImageElement && settle(target);
document.addEventListener("load", settled, true);
document.addEventListener("error", settled, true);
for (const image of document.images) if (image.complete) settle(image);
