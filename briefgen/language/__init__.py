"""What briefgen knows of English: sentences, terms, attribution, quantities, dates, fitness to print."""
