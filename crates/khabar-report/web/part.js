parent.postMessage(document.getElementById("data-part").textContent, location.protocol === "file:" ? "*" : location.origin);
