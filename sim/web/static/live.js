"use strict";
/* A page that stays up to date. Where <body data-live-from="/live">, the server's bell is listened to; when it rings
   (and whenever the connection comes back), the page is fetched again and what differs is taken over:

     <section id="clock" data-live>        swapped as a whole, unless somebody is typing inside it; then what is
                                           marked data-live within it is looked at instead
     <main data-view="deciding">           when the view differs, everything in <main> is swapped

   Swapped elements need an id. What was typed, what is focused and which <details> are open stay as they were. */
