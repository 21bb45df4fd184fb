"""Rules on what varies from school to school besides its terms: the choices that it makes."""
