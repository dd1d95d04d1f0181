// Puts the editor in place of the plain form, and the chosen example into it.

const words = JSON.parse(document.getElementById("words").textContent);
const area = document.querySelector("textarea.query");
const editor = new Yasgui(document.querySelector("#yasgui"), {
  requestConfig: { endpoint: new URL("/sparql", location).href, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: "zelian",
  yasqe: { value: area.value },
  yasr: { prefixes: JSON.parse(document.getElementById("prefixes").textContent) },
});

// The editor's own words, in the language of the page.
function translate() {
  for (const [selector, text] of Object.entries(words)) {
    for (const element of document.querySelectorAll(`.yasgui ${selector}`)) {
      if (element.title !== undefined) element.title = text;
      element.setAttribute("aria-label", text);
      const label = element.querySelector("span");
      if (label) label.textContent = text;
    }
  }
}
translate();
for (const event of ["tabAdd", "tabSelect", "queryResponse"]) editor.on(event, () => setTimeout(translate));

document.querySelector("form.plain").hidden = true;
for (const link of document.querySelectorAll("a[data-example]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.getTab().setQuery(document.getElementById(link.dataset.example).textContent);
  });
}
