// The part of Stripe.js that a shop's pages use: a card's fields in a frame of the provider's, a token for what was
// typed there, and the bank's question in a frame above the page. Styles are set by property, as a strict policy allows.
(() => {
  const base = new URL(".", document.currentScript.src);
  const origin = base.origin;
  let asked = 0;

  function framed(url, title, styles) {
    const frame = document.createElement("iframe");
    Object.assign(frame, { src: url, title });
    Object.assign(frame.style, { border: "0", width: "100%" }, styles);
    return frame;
  }

  class Element {
    constructor(type) {
      this.type = type;
      this.heard = {};
      this.frame = framed(new URL("card", base), "Secure card payment input frame", { height: "11rem" });
      window.addEventListener("message", ({ origin: from, source, data }) => {
        if (from !== origin || source !== this.frame.contentWindow || data.provider !== "card") return;
        if (data.ready) this.tell("ready", { elementType: this.type });
        if (data.change) this.tell("change", { elementType: this.type, ...data.change });
      });
    }

    tell(name, event) {
      (this.heard[name] || []).forEach((hear) => hear(event));
    }

    on(name, hear) {
      (this.heard[name] ||= []).push(hear);
      return this;
    }

    mount(where) {
      const place = typeof where === "string" ? document.querySelector(where) : where;
      place.replaceChildren(this.frame);
    }

    unmount() {
      this.frame.remove();
    }

    destroy() {
      this.unmount();
    }

    focus() {
      this.frame.focus();
    }

    token() {
      const number = (asked += 1);
      return new Promise((resolve) => {
        const hear = ({ origin: from, data }) => {
          if (from !== origin || data.answer !== number) return;
          window.removeEventListener("message", hear);
          resolve(data.result);
        };
        window.addEventListener("message", hear);
        this.frame.contentWindow.postMessage({ ask: "token", number }, origin);
      });
    }
  }

  class Elements {
    create(type) {
      return (this.element = new Element(type));
    }

    getElement() {
      return this.element ?? null;
    }

    update() {}

    async submit() {
      const { error } = await this.element.token();
      return error ? { error } : {};
    }
  }

  async function look(secret) {
    const id = secret.split("_secret_")[0];
    const answer = await fetch(new URL(`intents/${id}?client_secret=${encodeURIComponent(secret)}`, base));
    return answer.json();
  }

  function askTheBank(intent) {
    const shade = document.createElement("div");
    Object.assign(shade.style, { position: "fixed", inset: "0", zIndex: "99999", background: "#000a" });
    shade.append(framed(`${origin}/3ds/${intent.id}?embedded=1`, "Your bank", { height: "100%" }));
    document.body.append(shade);
    return new Promise((resolve) => {
      const hear = ({ origin: from, data }) => {
        if (from !== origin || data.provider !== "bank") return;
        window.removeEventListener("message", hear);
        shade.remove();
        resolve();
      };
      window.addEventListener("message", hear);
    });
  }

  window.Stripe = (key) => {
    if (!key?.startsWith("pk_")) throw new Error("Stripe() needs a publishable key.");
    return {
      elements: () => new Elements(),
      createPaymentMethod: ({ card, elements }) => (card ?? elements.element).token(),
      async handleNextAction({ clientSecret }) {
        let intent = await look(clientSecret);
        if (intent.status === "requires_action") {
          await askTheBank(intent);
          intent = await look(clientSecret);
        }
        return intent.last_payment_error ? { error: intent.last_payment_error } : { paymentIntent: intent };
      },
      async retrievePaymentIntent(clientSecret) {
        return { paymentIntent: await look(clientSecret) };
      },
    };
  };
})();
