// Makes the search field answer while somebody types: what that needs is fetched when the field is first used.
// Without it, the field's form leads to the page that lists everything.

const form = document.querySelector('form.search');

function begin() {
  const { engine, box } = form.dataset;
  Promise.all([import(box), import(engine)]).then(([{ connect }, search]) => connect(form, search)).catch(() => {});
}

if (form) {
  const isAsked = document.getElementById('kb-results') && new URLSearchParams(location.search).get('q');
  if (isAsked || form.contains(document.activeElement)) begin();
  else form.addEventListener('focusin', begin, { once: true });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    form.q.focus();
  });
}
