/* A stock take: a scanner ends what it reads with Enter, which goes on to the number, and from there to the next code. */
const code = document.getElementById("id_code");
const counted = document.getElementById("id_counted");
if (code) {
  code.focus();
  code.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    counted.focus();
  });
}
