// A vector of labels, whose last may be empty.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let mut labels: Vec<&str> = name.split(".").collect();
    if labels.len() > 1 && labels[labels.len() - 1] == "" {
        labels.pop();
    }
    if labels == [""] {
        return Err(NameError::Empty);
    }
    if labels.join(".").len() > 253 {
        return Err(NameError::LongName);
    }
    labels.into_iter().map(check_label).collect()
}
