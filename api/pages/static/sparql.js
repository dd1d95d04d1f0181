// Puts the editor in place of the plain form, and the chosen example into it.

const area = document.querySelector("textarea.query");
const editor = new Yasgui(document.querySelector("#yasgui"), {
  requestConfig: { endpoint: new URL("/sparql", location).href, method: "POST" },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: "zelian",
  yasqe: { value: area.value },
});
document.querySelector("form.plain").hidden = true;
for (const link of document.querySelectorAll("a[data-example]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    editor.getTab().setQuery(document.getElementById(link.dataset.example).textContent);
  });
}
