"""Pages of the secretariat: control room, lists, places, panels, decision desk."""
