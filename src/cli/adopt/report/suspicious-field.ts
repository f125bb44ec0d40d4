import type { Sensitivity } from '../../../fields/sensitive.js'

// words of a field's name by which it may hold what logs must not show; whether it does, only people know
const words: Readonly<Record<Sensitivity, RegExp>> = {
  secret:
    /^(?:.*_)?(?:password|passwd|passphrase|pwd|pin|secret|token|jwt|api_?key|private_?key|credential|credentials|cookie|otp|auth|authorization|cvv|cvc|signature|session_?key|access_?key)$/,
  phi: /^(?:.*_)?(?:patient|diagnosis|diagnoses|symptom|symptoms|medication|medications|medicine|prescription|allergy|allergies|blood|blood_type|vitals|heart_?rate|treatment|disease|insurance|pregnant|medical\w*|health\w*|transcript|transcription)(?:_.*)?$/,
  pii: /^(?:.*_)?(?:email|e_?mail|phone|mobile|tel|telephone|address|street|city|zip|zip_?code|postal_?code|postcode|first_?name|last_?name|full_?name|given_?name|family_?name|surname|user_?name|nick_?name|display_?name|player_?name|sender_?name|author_?name|customer_?name|birth\w*|dob|date_of_birth|age|gender|sex|ssn|passport|iban|card_?number|credit_?card|account_?number|ip|ip_?address|user_?agent|lat|lng|lon|latitude|longitude|location|coords|coordinates|avatar|avatar_?url|photo|photo_?url|picture|bio)$/,
}

/** Guesses why a field may have to be marked, by its name; nothing where no word of it says so. */
export function suspicionOf(name: string): Sensitivity | undefined {
  const snake = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase()
  return (['secret', 'phi', 'pii'] as const).find((kind) => words[kind].test(snake))
}
