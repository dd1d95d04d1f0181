// Marks the passage that the address names (#d=<identifier>) in the text and among the cards.

function show() {
  const wanted = decodeURIComponent(location.hash).replace(/^#d=/, "");
  for (const element of document.querySelectorAll("[data-facts]")) {
    element.classList.toggle("on", element.dataset.facts.split(" ").includes(wanted));
  }
  document.querySelector("mark.on")?.scrollIntoView({ block: "center" });
  document.querySelector(".card.on")?.scrollIntoView({ block: "nearest" });
}

window.addEventListener("hashchange", show);
show();
