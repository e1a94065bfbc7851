// Parts of a form that belong to one choice of a select: <select> and fieldsets with data-shown-for="<value>".

const parts = document.querySelectorAll("[data-shown-for]");
const select = document.querySelector("select[data-shows], select[name=submission_type]");

function show() {
  for (const part of parts) {
    part.hidden = part.dataset.shownFor !== select.value;
    part.disabled = part.hidden;
  }
}
select.addEventListener("change", show);
show();
