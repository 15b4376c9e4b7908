import type { Schema } from '../../api/schema';

/** A ready template and what it is good for. */
export interface Starter {
  trade: string;
  purpose: string;
  template: Schema<'TemplateInput'>;
}

/** Built into the page: choosing one sends it to the server as a new template. */
export const starters: readonly Starter[] = [
  {
    trade: 'Law',
    purpose: 'Plain answers about contracts, for people who sign them.',
    template: {
      name: 'Explain a clause to a tenant',
      system_prompt:
        'You work for a tenants’ advice service. Explain contracts in plain words, in at most five sentences. Say what the tenant has to do and by when. If the clause is unusual, say so.',
      user_prompt:
        'A tenant asks about this clause of the lease:\n\n{clause}\n\nThey wrote: “{question}”\n\nExplain it to them.',
      slot_details: {
        clause: {
          description: 'A clause, word for word',
          default: null,
          samples: [
            'The Tenant shall give no less than two months’ written notice to terminate this agreement.',
            'The Landlord may enter the premises for inspection upon 24 hours’ notice.',
            'The deposit bears no interest and is returned within 60 days after the keys are handed over.',
          ],
        },
        question: {
          description: 'What the tenant wants to know',
          default: 'What does this mean for me?',
          samples: ['When can I move out?', 'Can they come in while I am at work?'],
        },
      },
    },
  },
  {
    trade: 'Customer support',
    purpose: 'Sorts a message and looks up the order before it replies.',
    template: {
      name: 'Answer about an order',
      system_prompt:
        'You answer customers of Northwind, a shop for bicycles. When an order number is named, look the order up first. Reply in at most four sentences.',
      user_prompt: 'A customer wrote:\n\n{message}\n\nReply in a {tone} tone.',
      slot_details: {
        message: {
          description: 'What the customer wrote',
          default: null,
          samples: [
            'Order A-20433 says delivered but nothing arrived.',
            'I was charged twice for A-19007. Please send one payment back.',
            'Can I still change the address of A-20991?',
          ],
        },
        tone: {
          description: 'How the reply sounds',
          default: 'calm and brief',
          samples: ['calm and brief', 'warm', 'formal'],
        },
      },
      is_tool_calling_template: true,
      tool_definitions: [
        {
          type: 'function',
          function: {
            name: 'lookup_order',
            description: 'Find an order with its payments and its delivery',
            parameters: {
              type: 'object',
              properties: {
                order_id: { type: 'string', description: 'The order number, such as A-20433' },
                include: {
                  type: 'array',
                  description: 'Which parts are needed',
                  items: { type: 'string', enum: ['payments', 'delivery', 'address'] },
                },
              },
              required: ['order_id'],
            },
          },
        },
      ],
    },
  },
  {
    trade: 'Software',
    purpose: 'Loose reports become steps that someone else can follow.',
    template: {
      name: 'Bug report to steps',
      system_prompt:
        'You triage bug reports. Write: Steps (numbered), Expected, Actual, Missing (what to ask the reporter). Invent nothing that the report does not say.',
      user_prompt: 'Product: {product}\nReport:\n{report}',
      slot_details: {
        product: {
          description: 'Where it happened',
          default: null,
          samples: ['a web shop', 'a note-taking app for phones', 'a command-line backup tool'],
        },
        report: {
          description: 'The report as it came in',
          default: null,
          samples: [
            'it just freezes when I paste a long text and then my notes are gone??',
            'Restore says OK but half of the files have yesterday’s content.',
          ],
        },
      },
    },
  },
  {
    trade: 'Teaching',
    purpose: 'A tutor that gives the next hint instead of the solution.',
    template: {
      name: 'One hint, not the answer',
      system_prompt:
        'You tutor pupils. Never give the solution. Find the first wrong or missing step, ask one question about it and give one hint. At most three sentences.',
      user_prompt: 'Subject: {subject}, year {year}\nTask: {task}\nThe pupil’s attempt:\n{attempt}',
      slot_details: {
        subject: {
          description: 'School subject',
          default: null,
          samples: ['mathematics', 'physics', 'history'],
        },
        year: { description: 'School year', default: '8', samples: ['6', '8', '10'] },
        task: {
          description: 'What was to be done',
          default: null,
          samples: [
            'Solve 3(x − 2) = 12',
            'Why does ice float on water?',
            'Name two causes of the French Revolution.',
          ],
        },
        attempt: {
          description: 'What the pupil wrote',
          default: null,
          samples: ['3x − 2 = 12, so x = 14/3', 'Because it is cold.', 'The king was bad.'],
        },
      },
    },
  },
  {
    trade: 'Bookkeeping',
    purpose: 'Invoice text goes in, the same fields come out every time.',
    template: {
      name: 'Invoice to JSON',
      system_prompt:
        'You read invoices. Answer with JSON only. Write null for what the invoice does not say; never guess. Dates as YYYY-MM-DD, amounts as numbers.',
      user_prompt: 'Read this invoice:\n\n{invoice}',
      slot_details: {
        invoice: {
          description: 'The text of one invoice',
          default: null,
          samples: [
            'Weber & Sons, Invoice 2026-118, 3 March 2026. 4 chairs at 79.00 EUR. Total 316.00 EUR, due in 14 days.',
            'INVOICE no. 77 / Lumen Electric / service call 2 h x 65 = 130 GBP / paid in cash',
          ],
        },
      },
      output_schema: {
        type: 'object',
        properties: {
          supplier: { type: 'string' },
          number: { type: ['string', 'null'] },
          date: { type: ['string', 'null'] },
          currency: { type: ['string', 'null'] },
          total: { type: ['number', 'null'] },
          paid: { type: ['boolean', 'null'] },
        },
        required: ['supplier', 'number', 'date', 'currency', 'total', 'paid'],
      },
    },
  },
  {
    trade: 'Cooking',
    purpose: 'Recipes from what is there, within the time there is.',
    template: {
      name: 'Dinner from what is there',
      system_prompt:
        'You cook at home. Give a title, what is needed with amounts, and numbered steps. Use only the ingredients named, plus oil, salt, pepper and water.',
      user_prompt:
        'In the kitchen: {ingredients}.\nIt should be {diet} and take at most {minutes} minutes, for {people}.',
      slot_details: {
        ingredients: {
          description: 'What is there',
          default: null,
          samples: ['chickpeas, spinach, a lemon, rice', 'eggs, old bread, tomatoes, parmesan'],
        },
        diet: {
          description: 'What to keep to',
          default: 'vegetarian',
          samples: ['vegetarian', 'vegan', 'without gluten'],
        },
        minutes: { description: 'Time there is', default: '30', samples: ['15', '30', '45'] },
        people: {
          description: 'For whom',
          default: 'two people',
          samples: ['two people', 'a family of five', 'one person'],
        },
      },
    },
  },
];
