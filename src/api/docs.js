// A token that is typed in lives as long as the page: it is not kept.
if (typeof SwaggerUIBundle === 'undefined') {
  document.getElementById('docs').textContent = 'This dsforge was built without its page. The document is at /api/openapi.json.';
} else {
  SwaggerUIBundle({ dom_id: '#docs', url: '/api/openapi.json', deepLinking: true, persistAuthorization: false });
}
