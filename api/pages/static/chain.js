// Focus on a duty dims every other one; "only this one" hides them; Escape shows all again.

const lanes = document.querySelector(".lanes");
const only = document.querySelector("#only");

function focus(duty) {
  lanes.classList.toggle("focused", Boolean(duty));
  lanes.classList.toggle("only", Boolean(duty) && only.checked);
  for (const row of lanes.querySelectorAll("a.row")) {
    row.classList.toggle("same", row.dataset.duty === duty);
  }
}

let last = "";
lanes.addEventListener("focusin", (event) => focus((last = event.target.closest("a.row")?.dataset.duty ?? "")));
only.addEventListener("change", () => focus(last));
document.addEventListener("keydown", (event) => event.key === "Escape" && focus((last = "")));
