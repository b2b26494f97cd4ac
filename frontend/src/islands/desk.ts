// On every page: "?" shows the keys, "g" and a letter go to a page, "/" to the search box.
import { mount } from 'svelte';
import Keys from '../Keys.svelte';

const place = document.querySelector('[data-island="keys"]');
if (place) mount(Keys, { target: place });
