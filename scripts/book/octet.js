// An octet to click: eight bits that flip, and the sum that proves them. It replaces the table inside
// <div class="octet" data-octet="192">; without JavaScript the table stays.
"use strict";

for (const box of document.querySelectorAll(".octet[data-octet]")) {
    const bits = document.createElement("div");
    bits.className = "octet-bits";
    bits.setAttribute("role", "group");
    bits.setAttribute("aria-label", "The eight bits of an octet, each with the value of its place. Press one to flip it.");

    let octet = Number(box.dataset.octet) & 255;
    const places = [128, 64, 32, 16, 8, 4, 2, 1];
    const buttons = places.map((place) => {
        const button = document.createElement("button");
        button.type = "button";
        button.addEventListener("click", () => {
            octet ^= place;
            show();
        });
        const value = document.createElement("span");
        value.textContent = place;
        const bit = document.createElement("b");
        button.append(value, " ", bit);
        bits.append(button);
        return button;
    });

    // The arrow keys go from bit to bit. Without this, the book would turn the page.
    bits.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (way === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        buttons[buttons.indexOf(document.activeElement) + way]?.focus();
    });

    // A screen reader says the sum each time it changes.
    const sum = document.createElement("p");
    sum.className = "octet-sum";
    sum.setAttribute("role", "status");
    const both = document.createElement("p");

    function show() {
        const ones = places.filter((place) => octet & place);
        places.forEach((place, index) => {
            const isOne = ones.includes(place);
            buttons[index].setAttribute("aria-pressed", isOne);
            buttons[index].lastChild.textContent = isOne ? "1" : "0";
        });
        sum.textContent = `${ones.join(" + ") || "0"} = ${octet}`;
        both.textContent = `binary ${octet.toString(2).padStart(8, "0")}, decimal ${octet}`;
    }

    show();
    box.replaceChildren(bits, sum, both);
}
