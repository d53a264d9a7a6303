// Lets the locale's service worker keep a few pages at hand. Where browsers have none, nothing happens.

const { worker } = document.currentScript.dataset;
if ('serviceWorker' in navigator) navigator.serviceWorker.register(worker).catch(() => {});
