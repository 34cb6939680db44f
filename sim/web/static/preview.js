"use strict";
/* What a form would do, shown while it is filled in: <form data-preview="/team/preview" data-preview-into="consequences">.
   The form is posted there shortly after each input; the answer (a piece of HTML) fills the element of that id. */
