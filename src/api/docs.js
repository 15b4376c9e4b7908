// A token that is typed in lives as long as the page: it is not kept.
SwaggerUIBundle({ dom_id: '#docs', url: '/api/openapi.json', deepLinking: true, persistAuthorization: false });
