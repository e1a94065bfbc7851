// A tool's answer arrived in the dialog's frame: hand it to the page that opened the dialog.

const ready = JSON.parse(document.getElementById("ready").textContent);
if (window.parent !== window) window.parent.postMessage(ready, window.location.origin);
