// Drawing boxes on a page with the mouse, and picking a stretch of a text. Both only fill in a form that can be
// filled in by hand. Everything is bound to the document: the page is swapped after each box.
const CROSS = 1000; // steps of the drawing over a page
const SMALLEST = 4;
let from = null;

const sheetOf = (event) => event.target.closest("[data-draws]");
const placeOn = (sheet, event) => {
  const frame = sheet.getBoundingClientRect();
  const share = (at, start, length) => Math.min(Math.max((at - start) / length, 0), 1);
  return { x: share(event.clientX, frame.left, frame.width), y: share(event.clientY, frame.top, frame.height) };
};
const between = (one, two) => ({
  left: Math.min(one.x, two.x),
  top: Math.min(one.y, two.y),
  width: Math.abs(one.x - two.x),
  height: Math.abs(one.y - two.y),
});
const draw = (sheet, box) => {
  const down = sheet.querySelector("svg").viewBox.baseVal.height;
  const shown = sheet.querySelector("[data-new]");
  const told = { x: box.left * CROSS, y: box.top * down, width: box.width * CROSS, height: box.height * down };
  for (const [name, value] of Object.entries(told)) shown.setAttribute(name, value.toFixed(1));
};

document.addEventListener("pointerdown", (event) => {
  const sheet = sheetOf(event);
  if (!sheet || event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  from = { sheet, at: placeOn(sheet, event) };
  sheet.setPointerCapture(event.pointerId);
});

document.addEventListener("pointermove", (event) => {
  if (from) draw(from.sheet, between(from.at, placeOn(from.sheet, event)));
});

document.addEventListener("pointerup", (event) => {
  if (!from) return;
  const { sheet, at } = from;
  from = null;
  const frame = sheet.getBoundingClientRect();
  const box = between(at, placeOn(sheet, event));
  if (box.width * frame.width < SMALLEST || box.height * frame.height < SMALLEST) {
    draw(sheet, { left: 0, top: 0, width: 0, height: 0 });
    return;
  }
  const form = document.querySelector("form[data-box]");
  for (const name of ["left", "top", "width", "height"]) form.elements[name].value = (box[name] * 100).toFixed(2);
  // What a scan shows must be told before the box is sent; print is read by the house itself.
  if (form.querySelector("details").open) form.elements.words.focus();
  else form.requestSubmit();
});

document.addEventListener("pointercancel", () => {
  from = null;
});

// A box and its line in the list belong together.
const light = (event, is) => {
  const key = event.target.closest?.("[data-line], [data-part]")?.dataset;
  if (!key) return;
  for (const each of document.querySelectorAll(`[data-part="${key.line ?? key.part}"], [data-line="${key.line ?? key.part}"]`))
    each.classList.toggle("red-lit", is);
};
for (const name of ["pointerover", "focusin"]) document.addEventListener(name, (event) => light(event, true));
for (const name of ["pointerout", "focusout"]) document.addEventListener(name, (event) => light(event, false));

// A stretch of a text: where it begins and ends, counted in characters as the house counts them.
const placeIn = (node, offset) => {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.start) + [...before.toString()].length;
};
document.addEventListener("selectionchange", () => {
  const form = document.querySelector("form[data-span]");
  const picked = document.getSelection();
  if (!form || !picked.rangeCount || picked.isCollapsed) return;
  const range = picked.getRangeAt(0);
  if (!range.commonAncestorContainer.parentElement?.closest("[data-picks]")) return;
  const [start, end] = [placeIn(range.startContainer, range.startOffset), placeIn(range.endContainer, range.endOffset)];
  if (start === null || end === null || end <= start) return;
  form.elements.start.value = start;
  form.elements.end.value = end;
});
