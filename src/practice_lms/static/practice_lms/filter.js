// The App Center's filter: shows the cards whose name has what was typed, as it is typed, and what was before this ran.

const box = document.querySelector("[data-filters]");
const cards = document.querySelectorAll(`${box.dataset.filters} [data-name]`);
const none = document.querySelector("[data-none]");

function filter() {
  const wanted = box.value.trim().toLowerCase();
  let left = 0;
  for (const card of cards) {
    card.hidden = !card.dataset.name.toLowerCase().includes(wanted);
    left += card.hidden ? 0 : 1;
  }
  none.hidden = left > 0 || cards.length === 0;
}

box.addEventListener("input", filter);
filter();
