// Records a judgement of the form that is sent, with the token in the header. The token stays in this tab only.

const token = document.getElementById("token");
if (token) {
  token.value = sessionStorage.getItem("zelian-token") ?? "";
  token.addEventListener("change", () => sessionStorage.setItem("zelian-token", token.value));
}

for (const form of document.querySelectorAll("form.judge")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { first, second } = form.dataset;
    const given = { first, second, verdict: event.submitter.value, why: form.why.value };
    const by = document.getElementById("by").value.trim();
    const answer = await fetch("/judgements", {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${token.value}` },
      body: JSON.stringify(by ? { ...given, by } : given),
    });
    const said = await answer.json();
    const lang = document.documentElement.lang;
    const output = form.querySelector("output");
    output.textContent = answer.ok ? form.dataset.done : (lang === "en" ? said.detail_en : said.detail);
    if (answer.ok) form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
  });
}
