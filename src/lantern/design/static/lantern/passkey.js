// Passkeys: the browser asks for a finger, a face or a PIN; its answer goes to the server in the form that was pressed.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const STOPPED = "Nothing came back from the passkey. Try again, or use another way.";
const KNOWN = "This passkey is added already.";

function readable(options) {
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (options[list]) read[list] = options[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return read;
}

function written(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = text(response[part]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: answer,
  });
}

async function optionsOf(form) {
  if (form.dataset.passkeyWith) return JSON.parse(form.dataset.passkeyWith).publicKey;
  const answer = await fetch(form.dataset.passkeyOptions, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options.publicKey;
}

async function ask(form) {
  const publicKey = readable(await optionsOf(form));
  const ceremony = form.dataset.passkey === "create" ? navigator.credentials.create : navigator.credentials.get;
  form.elements.credential.value = written(await ceremony.call(navigator.credentials, { publicKey }));
  form.submit();
}

function say(form, words) {
  const said = form.querySelector("[data-passkey-said]");
  const line = document.createElement("p");
  line.className = "govuk-error-message";
  line.textContent = words;
  said.replaceChildren(line);
}

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form).catch((fault) => say(form, fault.name === "InvalidStateError" ? KNOWN : STOPPED));
  });
}
