/* Leaflet tries an interface of old browsers, and catches the error where there is none. To say where that was, browsers of today
   read all of the script once more: a sixth of the time it takes to be ready. Nothing else asks for this. */
document.namespaces ??= { add() {} };
